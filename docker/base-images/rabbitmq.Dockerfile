FROM localhost/platform-check/debian
# Debian's wrappers of the commands switch to the user "rabbitmq"; the commands themselves run as whoever calls them.
RUN printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d \
    && apt-get update && apt-get install -y --no-install-recommends rabbitmq-server && rm -rf /var/lib/apt/lists/* \
    && ln -s /usr/lib/rabbitmq/bin/* /usr/local/bin/ \
    && rm -f /var/lib/rabbitmq/.erlang.cookie \
    && install -d -o rabbitmq -g rabbitmq /etc/rabbitmq/conf.d /var/lib/rabbitmq /var/log/rabbitmq \
    && echo '[rabbitmq_management,rabbitmq_prometheus].' >/etc/rabbitmq/enabled_plugins \
    && chown -R rabbitmq: /etc/rabbitmq
COPY rabbitmq /usr/local/bin/docker-entrypoint
ENV HOME=/var/lib/rabbitmq RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_LOGS=- LC_ALL=C.UTF-8
EXPOSE 5672 15672
ENTRYPOINT ["docker-entrypoint"]
