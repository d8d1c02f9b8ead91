# One image for every service: HINOMI_SERVICES says what a container hosts.
FROM node:20.19.0-bookworm-slim AS build
WORKDIR /hinomi
COPY . .
RUN npm ci --no-audit --no-fund
RUN node --input-type=module -e "await (await import('/hinomi/infra/bootstrap/prepare.mjs')).build()" \
  && npm prune --omit=dev --no-audit --no-fund

FROM node:20.19.0-bookworm-slim
WORKDIR /hinomi
ENV NODE_ENV=production HINOMI_DATA_DIR=/data HINOMI_LOG_FORMAT=json
COPY --from=build /hinomi /hinomi
RUN mkdir -m 700 /vault-keys && mkdir /data /attachments /boundaries /photos && chown node:node /data /attachments /boundaries /photos /vault-keys
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["node", "infra/cluster/is-ready.mjs"]
CMD ["node", "--max-semi-space-size=64", "infra/cluster/run.mjs"]
