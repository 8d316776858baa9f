# The image of Gatehouse: Debian, its Java runtime, and what `gatehouse dist` has made of this repository.
#
#   ./gatehouse dist
#   docker build -t gatehouse .
#   docker run --read-only --tmpfs /tmp:exec -v /etc/gatehouse:/etc/gatehouse:ro gatehouse
#
# It runs as a user without a name in most systems, 65532, who can write nothing of it.
ARG BASE=docker.io/library/debian:trixie-slim
FROM ${BASE}

RUN apt-get -q update \
 && apt-get -q install -y --no-install-recommends default-jre-headless \
 && apt-get clean \
 && rm -rf /var/lib/apt/lists/* /var/log/* /var/cache/debconf/* /usr/share/doc/* /usr/share/man/* \
 && groupadd --gid 65532 gatehouse \
 && useradd --uid 65532 --gid 65532 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin gatehouse

ADD distribution/target/dist/gatehouse-*.tar.gz /opt/

# The archive of classes for a quick start belongs to this Java, so it is made here, and never at a start.
RUN ln -s gatehouse-* /opt/gatehouse \
 && mkdir /etc/gatehouse \
 && /opt/gatehouse/gatehouse train

USER 65532:65532
ENTRYPOINT ["/opt/gatehouse/gatehouse"]
CMD ["run", "-c", "/etc/gatehouse/gatehouse.yaml"]
