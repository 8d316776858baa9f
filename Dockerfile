# The image of Gatehouse, made of the tarball that `gatehouse dist` makes:
#
#   ./gatehouse dist
#   docker build -t gatehouse:0.2.0 .
#
# It has a Java runtime, Gatehouse and a CDS archive for both; no shell, no package manager, and nothing that it writes. The user is
# 65532, the root file system may be read-only. docs/guides/installing.md says how it is run.

# Has a JDK, tar and find: makes the runtime and the archive.
ARG BUILD_IMAGE=docker.io/library/eclipse-temurin:25-jdk
# Has the C library and that of C++, and certificates of authorities.
ARG RUNTIME_IMAGE=gcr.io/distroless/cc-debian12:nonroot

FROM ${BUILD_IMAGE} AS build
ARG VERSION=0.2.0
# amd64 or arm64, as BuildKit and buildah say it; the machine's where nobody does.
ARG TARGETARCH
# All of Java SE, since nobody knows what directories of third parties need.
ARG JAVA_MODULES=java.se,jdk.charsets,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs
COPY distribution/target/dist/gatehouse-${VERSION}-linux-*.tar.gz /tmp/package/
RUN set -eu; \
    case "${TARGETARCH:-$(uname -m)}" in \
      amd64 | x86_64) platform=linux-x86_64 ;; \
      arm64 | aarch64) platform=linux-aarch_64 ;; \
      *) echo "there is no package for ${TARGETARCH:-$(uname -m)}" >&2; exit 1 ;; \
    esac; \
    jlink --add-modules "$JAVA_MODULES" --no-header-files --no-man-pages --output /opt/jre; \
    mkdir -p /opt/gatehouse; \
    tar -xzf "/tmp/package/gatehouse-$VERSION-$platform.tar.gz" -C /opt/gatehouse --strip-components=1; \
    cd /opt/gatehouse; \
    rm -rf docs examples systemd README.md; \
    mkdir lib; \
    JAVA_HOME=/opt/jre ./gatehouse train
# The native library for Ed25519, which would otherwise be unpacked into /tmp at each start.
RUN set -eu; \
    mkdir /opt/gatehouse/native; \
    cd /tmp; \
    jar -xf /opt/gatehouse/app/lib/AmazonCorrettoCryptoProvider-*.jar com/amazon/corretto/crypto/provider; \
    cp com/amazon/corretto/crypto/provider/*.so /opt/gatehouse/native/
# What the launcher gives to java, in a file for java itself, since there will be no shell to run the launcher. It is told by the launcher, with
# a java in its place that prints its options. The heap is half of the memory that the container may use.
RUN set -eu; \
    cd /opt/jre/bin; \
    mv java java.kept; \
    printf '%s\n' '#!/bin/sh' 'for word; do [ "$word" != -jar ] || exit 0; echo "$word"; done' >java; \
    chmod 0755 java; \
    JAVA_HOME=/opt/jre PATH=/opt/gatehouse:$PATH \
      GATEHOUSE_OPTS="-XX:MaxRAMPercentage=50 -Xms64m -Xmn48m -XX:SurvivorRatio=3 -XX:TargetSurvivorRatio=90 -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -Dcom.amazon.corretto.crypto.provider.useExternalLib=true -Djava.library.path=/opt/gatehouse/native" \
      gatehouse run >/opt/gatehouse/java.options; \
    mv -f java.kept java; \
    grep -qE '^-XX:(SharedArchiveFile|AOTCache)=' /opt/gatehouse/java.options; \
    find /opt/gatehouse/app/archives -name '*.log' -delete; \
    rm /opt/gatehouse/gatehouse; \
    chmod -R u=rwX,go=rX /opt/gatehouse /opt/jre

FROM ${RUNTIME_IMAGE}
COPY --from=build /opt/jre /opt/jre
COPY --from=build /opt/gatehouse /opt/gatehouse
# Threads that allocate little outside of the heap need no arenas of their own.
ENV MALLOC_ARENA_MAX=2
USER 65532:65532
EXPOSE 9464
ENTRYPOINT ["/opt/jre/bin/java", "@/opt/gatehouse/java.options", "-jar", "/opt/gatehouse/app/gatehouse.jar"]
CMD ["run", "-c", "/etc/gatehouse/gatehouse.yaml"]
