import 'reflect-metadata';
import { ModulesContainer, NestFactory } from '@nestjs/core';

/**
 * The hub as `npm start` runs it, with an ear at the web server: it tells its parent every route as the server made it,
 * every message its sockets listen to, and the key its tokens are signed with.
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
        found.push(String(Reflect.getMetadata('message', value)));
      }
    }
  }
  return found;
}

const { main } = await import(process.argv[2]);
await main();
const { privateJwk, keyId } = app.get(Symbol.for('hinomi.issuer-keys'), { strict: false });
process.send({ routes: [...routes], messages: messages(), privateJwk, keyId });
