import 'reflect-metadata';
import { Policies } from '@hinomi/access';
import { ModulesContainer, NestFactory } from '@nestjs/core';

/**
 * The hub as `npm start` runs it, with an ear at the web server: it tells its parent every route as the server made it,
 * what each endpoint and message asks of whoever calls, and the key its tokens are signed with. The parent may put other policies into
 * force.
 */
const routes = new Set();
let app;
const create = NestFactory.create.bind(NestFactory);
NestFactory.create = async (...args) => {
  app = await create(...args);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.add(`${each} ${url}`);
  });
  return app;
};

function messages() {
  const found = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.providers.values()) {
      if (typeof metatype !== 'function' || !Reflect.getMetadata('websockets:is_gateway', metatype)) continue;
      for (const { value } of Object.values(Object.getOwnPropertyDescriptors(metatype.prototype))) {
        if (typeof value !== 'function' || !Reflect.getMetadata('websockets:message_mapping', value)) continue;
        const { namespace } = Reflect.getMetadata('websockets:gateway_options', metatype) ?? {};
        const rule = Reflect.getMetadata('hinomi:access', value) ?? Reflect.getMetadata('hinomi:access', metatype);
        found.push([`message ${String(Reflect.getMetadata('message', value))} of ${namespace}`, rule ?? 'none']);
      }
    }
  }
  return found;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD'];

/** What each endpoint asks of whoever calls it, as the guard reads it. */
function rules() {
  const found = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      const above = Reflect.getMetadata('path', metatype);
      for (const { value } of Object.values(Object.getOwnPropertyDescriptors(metatype.prototype))) {
        // The class itself is among them, as the constructor.
        const below =
          typeof value === 'function' && value !== metatype ? Reflect.getMetadata('path', value) : undefined;
        if (below === undefined) continue;
        const rule = Reflect.getMetadata('hinomi:access', value) ?? Reflect.getMetadata('hinomi:access', metatype);
        for (const path of [below].flat()) {
          const route = `/${[above, path].join('/').split('/').filter(Boolean).join('/')}`;
          found.push([`${METHODS[Reflect.getMetadata('method', value)]} ${route}`, rule ?? 'none']);
        }
      }
    }
  }
  return found;
}

const { main } = await import(process.argv[2]);
await main();
const { privateJwk, keyId } = app.get(Symbol.for('hinomi.issuer-keys'), { strict: false });
process.send({ routes: [...routes], rules: [...rules(), ...messages()], privateJwk, keyId });

const policies = app.get(Policies, { strict: false });
const { permits } = policies;
/** Other policies come into force, or with none the own ones again. */
process.on('message', (texts) => {
  const others = texts === null ? null : new Policies(texts);
  policies.permits = others === null ? permits : others.permits.bind(others);
  process.send('in force');
});
