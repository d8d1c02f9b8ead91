import { DISASTER_KINDS, PublicShelters } from '@hinomi/contracts';
import { z } from 'zod';

const text = (description: string, more: object = {}) => ({ description, schema: { type: 'string', ...more } });
const flag = (description: string) => text(description, { enum: ['1', ''] });

const WORDS = {
  q: text('Name, reading, address or municipality; all words must be found.', { maxLength: 100 }),
  open: flag('1 = said to be open.'),
  pets: flag('1 = takes in pets.'),
  toilet: flag('1 = has a toilet for wheelchairs.'),
  hazard: text('Designated for this kind, or `now`: for all that is in force.', { enum: ['now', ...DISASTER_KINDS] }),
  exercise: text('`true` or a run: the drill instead of the real world.'),
};

/** OpenAPI 3.1 of what anybody may ask; the answer's schema is that of the contract itself. */
export function publicOpenApi(): object {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/PublicShelters' } } };
  const problem = (description: string) => ({ description, content: { 'application/problem+json': {} } });
  const responses = {
    '200': { description: 'As of `at`. Ages are for the reader to work out.', content },
    '400': problem('A parameter cannot be read; `place.path` names it.'),
    '429': problem('Too many questions from this address; `Retry-After` says how long to wait.'),
    '503': problem('The picture is still being read; ask again.'),
  };
  const degrees = (most: number) => ({ type: 'number', minimum: -most, maximum: most });
  const fields = Object.fromEntries(
    Object.entries(WORDS).map(([name, { description, schema }]) => [name, { description, ...schema }]),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'Hinomi: shelters, for everybody', version: '1', description: 'No account. See docs/find.md.' },
    paths: {
      '/api/v1/public/shelters': {
        get: {
          summary: 'Shelters by words. A position does not belong in an address, which is logged.',
          parameters: Object.entries(WORDS).map(([name, said]) => ({ name, in: 'query', ...said })),
          responses,
        },
        post: {
          summary: 'The nearest shelters. Positions are rounded to 0.001 degrees and kept nowhere.',
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  additionalProperties: false,
                  properties: { ...fields, lat: degrees(90), lon: degrees(180) },
                  dependentRequired: { lat: ['lon'], lon: ['lat'] },
                },
              },
            },
          },
          responses,
        },
      },
    },
    components: { schemas: { PublicShelters: z.toJSONSchema(PublicShelters) } },
  };
}
