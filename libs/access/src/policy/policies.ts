import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs';
import { contentDigest, PERMISSIONS, type FeatureV1, type Permission } from '@hinomi/contracts';
import type { Principal } from '../principal.js';
import { PolicyError, readPolicyFiles, POLICIES_DIR, type PolicyTexts } from './policy-files.js';

/** @NOTE Its ES module entry wants WebAssembly imports that Node 20 does not have. */
const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs') as typeof Cedar;

/**
 * @NOTE V8 of Node 20 ends the process ("unreachable code", Deoptimizer::DoComputeBuiltinContinuation) when it throws away optimised
 * code that stands in a direct call into WebAssembly. Some thousand decisions were enough.
 */
setFlagsFromString('--no-turbo-inline-js-wasm-calls');

type Label = FeatureV1['label'];
/** What a policy may ask about a principal. */
export type Attributes = Pick<Principal, 'role' | 'agency' | 'jurisdiction' | 'attributesHash'>;
/** What is reported of. */
export interface ReportedPlace {
  /** The JIS code of its municipality; null = not known. */
  jurisdiction: string | null;
  /** Every id it is or was known by; none = it is yet to be opened. */
  ids: readonly string[];
}

/** A nation of municipalities × classifications × the kinds of people of a large hub; a bound, not a target. */
const MOST_DECISIONS = 100_000;
const PREFECTURE_DIGITS = 2;

let loaded = 0;

/**
 * Who may do and see what: the texts of `infra/policies`, asked through Cedar. One decision costs about 0.3 ms, so each
 * is made once per (attributes, label) and kept; the texts cannot change while the hub runs.
 */
export class Policies {
  /** Changes with the texts: a cursor made under other rules is worthless (delta rule D1). */
  readonly version: string;
  private readonly name = `hinomi-${++loaded}`;
  private readonly decisions = new Map<string, boolean>();

  /** Throws {@link PolicyError} for texts that are not right. */
  constructor(texts: PolicyTexts) {
    checkTexts(texts);
    this.version = contentDigest(texts);
    const all = texts.policies.map(({ text }) => text).join('\n');
    refuseFailure(cedar.preparseSchema(this.name, texts.schema.text));
    refuseFailure(cedar.preparsePolicySet(this.name, { staticPolicies: all }));
  }

  permits(principal: Attributes, permission: Permission): boolean {
    return this.decide(`${principal.attributesHash} ${permission}`, principal, permission, 'Hub', {});
  }

  maySee(principal: Attributes, { classification, jurisdiction }: Label): boolean {
    const key = `${principal.attributesHash} see ${classification} ${jurisdiction ?? ''}`;
    return this.decide(key, principal, 'see', 'Label', { classification, ...placeOf(jurisdiction) }, jurisdiction);
  }

  /** Whether they may say what is so at a place. */
  mayReport(principal: Attributes & Pick<Principal, 'shelters'>, place: ReportedPlace): boolean {
    return this.mayAt(principal, 'report', place);
  }

  /** Whether they may hand in what people who arrive there say of themselves. */
  mayReceive(principal: Attributes & Pick<Principal, 'shelters'>, place: ReportedPlace): boolean {
    return this.mayAt(principal, 'receive', place);
  }

  /** Whether they may order evacuation in a municipality, by its JIS code. */
  mayOrder(principal: Attributes, jurisdiction: string): boolean {
    const attrs = { ...placeOf(jurisdiction), ids: [] };
    return this.decide(
      `${principal.attributesHash} order ${jurisdiction}`,
      principal,
      'order',
      'Place',
      attrs,
      jurisdiction,
    );
  }

  /** Whether they may make accounts with a jurisdiction; null = of the whole hub. */
  mayAppoint(principal: Attributes, jurisdiction: string | null): boolean {
    const key = `${principal.attributesHash} appoint ${jurisdiction ?? ''}`;
    return this.decide(key, principal, 'appoint', 'Place', { ...placeOf(jurisdiction), ids: [] }, jurisdiction);
  }

  private mayAt(
    principal: Attributes & Pick<Principal, 'shelters'>,
    action: 'report' | 'receive',
    { jurisdiction, ids }: ReportedPlace,
  ): boolean {
    const { shelters } = principal;
    // Whoever is bound to no shelter is answered the same for every one of a municipality.
    const bound = shelters === null ? '' : JSON.stringify([shelters, ids]);
    const key = `${principal.attributesHash} ${action} ${jurisdiction ?? ''} ${bound}`;
    const attrs = { ...placeOf(jurisdiction), ids: shelters === null ? [] : [...ids] };
    const context: Record<string, Cedar.CedarValueJson> = shelters === null ? {} : { shelters: [...shelters] };
    return this.decide(key, principal, action, 'Place', attrs, jurisdiction, context);
  }

  /** Whether they may work with persons for a purpose, at a place as in {@link mayReport}. */
  mayCare(principal: Attributes, purpose: string, jurisdiction: string | null): boolean {
    const key = `${principal.attributesHash} care ${purpose} ${jurisdiction ?? ''}`;
    return this.decide(key, principal, 'care', 'Care', { purpose, ...placeOf(jurisdiction) }, jurisdiction);
  }

  private decide(
    key: string,
    principal: Attributes,
    action: string,
    type: 'Hub' | 'Label' | 'Place' | 'Care',
    attrs: Record<string, Cedar.CedarValueJson>,
    jurisdiction: string | null = null,
    context: Record<string, Cedar.CedarValueJson> = {},
  ): boolean {
    const known = this.decisions.get(key);
    if (known !== undefined) return known;
    if (this.decisions.size >= MOST_DECISIONS) this.decisions.clear();
    const decision = this.ask(
      principal,
      action,
      { uid: { type, id: 'it' }, attrs, parents: [] },
      jurisdiction,
      context,
    );
    this.decisions.set(key, decision);
    return decision;
  }

  private ask(
    { role, agency, jurisdiction }: Attributes,
    action: string,
    resource: Cedar.EntityJson,
    place: string | null,
    context: Record<string, Cedar.CedarValueJson>,
  ): boolean {
    const who = { type: 'Principal', id: 'who' };
    const attrs = { role, ...(agency === null ? {} : { agency }), ...placeOf(jurisdiction) };
    const answer = cedar.statefulIsAuthorized({
      principal: who,
      action: { type: 'Action', id: action },
      resource: resource.uid,
      context,
      preparsedPolicySetId: this.name,
      preparsedSchemaName: this.name,
      validateRequest: true,
      entities: [{ uid: who, attrs, parents: [] }, resource, ...placesOf([jurisdiction, place])],
    });
    if (answer.type === 'failure') throw new Error(`Cedar: ${answer.errors.map(({ message }) => message).join('; ')}`);
    const [error] = answer.response.diagnostics.errors;
    if (error) throw new Error(`Cedar: ${error.policyId}: ${error.error.message}`);
    return answer.response.decision === 'allow';
  }
}

/** The policies this hub came with, or those of another folder. */
export function loadPolicies(dir: string = POLICIES_DIR): Policies {
  return new Policies(readPolicyFiles(dir));
}

function placeOf(jurisdiction: string | null): Record<string, Cedar.CedarValueJson> {
  return jurisdiction === null ? {} : { jurisdiction: { __entity: { type: 'Jurisdiction', id: jurisdiction } } };
}

/** The jurisdictions of a question with the prefectures they are in. */
function placesOf(codes: readonly (string | null)[]): Cedar.EntityJson[] {
  const places = new Map<string, Cedar.EntityJson>();
  for (const code of codes) {
    if (code === null) continue;
    const prefecture = code.slice(0, PREFECTURE_DIGITS);
    const parents = prefecture === code ? [] : [{ type: 'Jurisdiction', id: prefecture }];
    places.set(code, { uid: { type: 'Jurisdiction', id: code }, attrs: {}, parents });
    if (!places.has(prefecture)) {
      places.set(prefecture, { uid: { type: 'Jurisdiction', id: prefecture }, attrs: {}, parents: [] });
    }
  }
  return [...places.values()];
}

/** Each file alone, so that what is wrong has a file and a line. */
function checkTexts({ schema, policies }: PolicyTexts): void {
  const parsed = cedar.schemaToJson(schema.text);
  if (parsed.type === 'failure') throw PolicyError.at(schema, parsed.errors[0]);
  const actions = parsed.json['']?.actions ?? {};
  for (const name of ['see', 'report', 'receive', 'order', 'care', ...PERMISSIONS]) {
    if (!Object.hasOwn(actions, name)) throw new PolicyError(`${schema.file} has no action "${name}".`);
  }
  for (const policy of policies) {
    const answer = cedar.validate({
      schema: schema.text,
      policies: { staticPolicies: policy.text },
      validationSettings: { mode: 'strict' },
    });
    if (answer.type === 'failure') throw PolicyError.at(policy, answer.errors[0]);
    const [wrong] = [...answer.validationErrors, ...answer.validationWarnings];
    if (wrong) throw PolicyError.at(policy, wrong.error);
  }
}

function refuseFailure(answer: Cedar.CheckParseAnswer): void {
  if (answer.type === 'failure') throw new PolicyError(answer.errors.map(({ message }) => message).join('; '));
}
