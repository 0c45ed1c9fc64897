#!/bin/sh
# What a container of the image does:
#   master               a Spark master, port 7077, page 8080
#   worker URL           a Spark worker of that master, page 8081
#   history FOLDER       a Spark history server over event logs, page 18080
#   health               whether the server that this container runs has opened its port (always, where it runs none)
#   anything else        the command line: run smoke --out /results
#
# The secret that the processes of a cluster share is in _SPARK_AUTH_SECRET, or in the file that SPECSWEEP_SECRET_FILE names
# (/run/secrets/specsweep, where Docker and Podman put a secret of that name). A master or a worker does not start without.
set -euf # -f: the star in the class path is for java

home=/opt/specsweep
# Half of a container's memory for the heap: ND4J's arrays are outside of it.
java="java @$home/java.options -XX:MaxRAMPercentage=50 -Dfile.encoding=UTF-8 -cp $home/jars/*"

secret_file=${SPECSWEEP_SECRET_FILE:-/run/secrets/specsweep}
if [ -z "${_SPARK_AUTH_SECRET:-}" ] && [ -r "$secret_file" ]; then
    _SPARK_AUTH_SECRET=$(cat "$secret_file")
    export _SPARK_AUTH_SECRET
fi

# Servers read conf/spark-defaults.conf by themselves.
serve() {
    if [ -z "${_SPARK_AUTH_SECRET:-}" ]; then
        echo "specsweep: the processes of a cluster share a secret: set _SPARK_AUTH_SECRET, or put it into $secret_file" >&2
        exit 2
    fi
    # shellcheck disable=SC2086 # options are separated by spaces
    exec $java -Xmx512m -Dspecsweep.log=info "$@"
}

# Whether something listens on that port, asked of the kernel: a base need not have curl.
listens() {
    grep -qs ":$(printf '%04X' "$1") [0-9A-F]*:0000 0A" /proc/net/tcp /proc/net/tcp6
}

case "${1:---help}" in
    master)
        serve org.apache.spark.deploy.master.Master --host "$(hostname)" --port 7077 --webui-port 8080
        ;;
    worker)
        serve org.apache.spark.deploy.worker.Worker --webui-port 8081 --work-dir /tmp/work "${2:?worker needs the URL of a master}"
        ;;
    history)
        # shellcheck disable=SC2086 # it reads files and talks to no other process: it needs no secret
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
        # The command line is no spark-submit: it is given the defaults as options.
        if [ -n "${_SPARK_AUTH_SECRET:-}" ]; then
            while read -r key value; do
                case $key in spark.*) java="$java -D$key=$value" ;; esac
            done <"$home/conf/spark-defaults.conf"
        fi
        # shellcheck disable=SC2086 # options are separated by spaces
        exec $java "-Dspecsweep.home=$home" "-Dorg.bytedeco.javacpp.cachedir=$NATIVE_CACHE" \
            "-Dspark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.cachedir=$NATIVE_CACHE" \
            specsweep.cli.Main "$@"
        ;;
esac
