#!/bin/sh
# What a container of the image does:
#   master               a Spark master, port 7077, page 8080
#   worker URL           a Spark worker of that master, page 8081
#   history FOLDER       a Spark history server over event logs, page 18080
#   health               whether the server that this container runs has opened its port (always, where it runs none)
#   anything else        the command line: run smoke --out /results
set -euf # -f: the star in the class path is for java

home=/opt/specsweep
# Half of a container's memory for the heap: ND4J's arrays are outside of it.
java="java @$home/java.options -XX:MaxRAMPercentage=50 -Dfile.encoding=UTF-8 -cp $home/jars/*"

# Every process of a cluster must agree on this. Spark itself reads the secret from the environment.
if [ -n "${_SPARK_AUTH_SECRET:-}" ]; then
    java="$java -Dspark.authenticate=true -Dspark.network.crypto.enabled=true"
fi

# Whether something listens on that port, asked of the kernel: a base need not have curl.
listens() {
    grep -qs ":$(printf '%04X' "$1") [0-9A-F]*:0000 0A" /proc/net/tcp /proc/net/tcp6
}

case "${1:---help}" in
    master)
        # shellcheck disable=SC2086 # options are separated by spaces
        exec $java -Xmx512m -Dspark.master.rest.enabled=false -Dspecsweep.log=info \
            org.apache.spark.deploy.master.Master --host "$(hostname)" --port 7077 --webui-port 8080
        ;;
    worker)
        # shellcheck disable=SC2086
        exec $java -Xmx512m -Dspecsweep.log=info \
            org.apache.spark.deploy.worker.Worker --webui-port 8081 --work-dir /tmp/work "${2:?worker needs the URL of a master}"
        ;;
    history)
        # shellcheck disable=SC2086
        exec $java -Xmx512m -Dspecsweep.log=info -Dspark.history.ui.port=18080 \
            "-Dspark.history.fs.logDirectory=${2:?history needs a folder of event logs}" \
            org.apache.spark.deploy.history.HistoryServer
        ;;
    health)
        command=$(tr '\0' ' ' </proc/1/cmdline)
        case $command in
            *deploy.master.Master*) listens 7077 ;;
            *deploy.worker.Worker*) listens 8081 ;;
            *deploy.history.HistoryServer*) listens 18080 ;;
        esac
        ;;
    *)
        # Networks are trained in the processor's vectors, by a module that the JVM warns of: not where nothing is trained.
        case "$1" in
            run | bench | doctor) java="$java --add-modules=jdk.incubator.vector" ;;
        esac
        # shellcheck disable=SC2086
        exec $java "-Dspecsweep.home=$home" "-Dorg.bytedeco.javacpp.cachedir=$NATIVE_CACHE" \
            "-Dspark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.cachedir=$NATIVE_CACHE" \
            specsweep.cli.Main "$@"
        ;;
esac
