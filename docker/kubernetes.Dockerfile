# The image for Spark on Kubernetes: Spark's own, whose entry point speaks the protocol of drivers and executors, with the
# assembly jar and ND4J's libraries unpacked.
#
#   ./mvnw -DskipTests package
#   docker build -f docker/kubernetes.Dockerfile -t specsweep-spark .
ARG BASE=apache/spark:4.2.0-scala2.13-java17-ubuntu
FROM ${BASE}
USER root
RUN mkdir -p /opt/specsweep/native && chown 185:0 /opt/specsweep/native && chmod 775 /opt/specsweep/native
COPY driver/target/specsweep-*-spark.jar /opt/specsweep/specsweep.jar
USER 185
ENV OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
RUN /opt/spark/bin/spark-submit --master 'local[1]' \
        --conf spark.driver.extraJavaOptions=-Dorg.bytedeco.javacpp.cachedir=/opt/specsweep/native \
        --class specsweep.cli.Main /opt/specsweep/specsweep.jar run smoke --out /tmp/smoke \
    && rm -rf /tmp/smoke
