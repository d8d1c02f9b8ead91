#!/bin/sh
# Run by the container of PostgreSQL when its volume is made.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$VAULT_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f /hinomi/vault-role.sql
