/** What an attribute holds. `code`: one of a list of canonical codes. */
export interface AttributeDefinition {
  type: 'text' | 'integer' | 'number' | 'instant' | 'code';
  codes?: readonly string[];
  required?: true;
}

/** Short ways to write the models of themes down. */
export const text: AttributeDefinition = { type: 'text' };
export const count: AttributeDefinition = { type: 'integer' };
export const instant: AttributeDefinition = { type: 'instant' };
export const code = (codes: string): AttributeDefinition => ({ type: 'code', codes: codes.split(' ') });
export const all = (names: string, attribute: AttributeDefinition): Record<string, AttributeDefinition> =>
  Object.fromEntries(names.split(' ').map((name) => [name, attribute]));
export const required = (attributes: Record<string, AttributeDefinition>): Record<string, AttributeDefinition> =>
  Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, { ...attribute, required: true }]));
