import { gzipSync } from 'node:zlib';
import type { SealedBatch, SealedReceipt } from '@hinomi/contracts';
import { brokenDocuments, cp932, fhirBundle, notebook, statedDocument, type MarkedPerson } from '@hinomi/testing';
import { OTHERS, type Outside } from './outside.js';
import { rawBytes, type RawReply } from './raw-call.js';
import { sealedBatch } from './sealed-form.js';
import { ELSEWHERE, HALL, jsonOf, query, SCHOOL, type VaultHub } from './vault-hub.js';

const CARE = query({ purpose: 'treatment', shelter: SCHOOL });
const MEDIC = 'demo-medic';
const MB = 1024 * 1024;
const asLatin1 = (text: string): string => Buffer.from(text).toString('latin1');

/** One person's days in the vault, everything people do wrong about them included; every answer but a care team's is heard. */
export class Life {
  private record = '';
  private person = '';
  /** What went wrong as it must not. */
  readonly faults: string[] = [];

  constructor(
    private readonly vault: VaultHub,
    private readonly outside: Outside,
    private readonly of: MarkedPerson,
  ) {}

  async live(): Promise<void> {
    await this.comesIn();
    await this.isSentWrong();
    await this.isSealedWrong();
    await this.isAskedForByOthers();
    await this.isCaredFor();
    await this.leaves();
  }

  private async comesIn(): Promise<void> {
    const { identifier } = this.of;
    const fhir = await this.care(
      'POST',
      this.sending('fhir-json', { requestId: `${identifier}-fhir` }),
      this.bundle(),
      201,
    );
    ({ id: this.record, person: this.person } = jsonOf<{ id: string; person: string }>(fhir));
    const paper = await this.care('POST', this.sending('jahis-notebook'), notebook(this.of), 201);
    if (jsonOf(paper)['person'] !== this.person) this.faults.push('the notebook made somebody else');
    await this.care('POST', this.sending('fhir-json', { requestId: `${identifier}-fhir` }), this.bundle(), 200);
    await this.handsIn(await sealedBatch(this.vault, statedDocument(this.of)), 'accepted');
  }

  /** A form that the tablet sealed; whoever hands it in reads what became of it, and no more. */
  private async handsIn(batch: string | object, outcome: 'accepted' | 'refused' | 'nothing'): Promise<void> {
    const reply = await this.vault.call('tablet', 'POST', '/api/v1/phr/sealed', batch);
    this.outside.hearReply('answer to a tablet: POST', reply);
    const receipt = reply.status === 200 ? jsonOf<SealedReceipt>(reply) : null;
    const became = receipt === null ? 'nothing' : receipt.accepted.length === 1 ? 'accepted' : 'refused';
    const isExpected = became === outcome && (receipt?.duplicates.length ?? 0) === 0;
    if (!isExpected) this.faults.push(`tablet: sealed form ${reply.status} ${became}, not ${outcome}`);
  }

  /** Words where an envelope has none, and documents that cannot be read once it is open. */
  private async isSealedWrong(): Promise<void> {
    const { family, given, kana, identifier, phone, address } = this.of;
    const whole = JSON.parse(await sealedBatch(this.vault, statedDocument(this.of))) as SealedBatch;
    for (const over of [
      { requestId: `${family}-${identifier}` },
      { shelter: `${family}避難所` },
      { device: given },
      { author: { subject: phone, name: family } },
      { keyId: identifier },
      { sealedAt: kana },
      { enc: address },
      { data: Buffer.from(`${family}${given}`).toString('base64url') },
      { [family]: given },
    ])
      await this.handsIn({ ...whole, envelopes: [{ ...whole.envelopes[0]!, ...over }] }, 'refused');
    await this.handsIn({ ...whole, envelopes: [statedDocument(this.of), family] }, 'refused');
    await this.handsIn({ ...whole, [given]: family }, 'nothing');
    await this.handsIn(`{"envelopes": ["${family}`, 'nothing');
    const unread = [`{"names": ["${family}`, JSON.stringify({ [family]: given }), JSON.stringify(fhirBundle(this.of))];
    for (const document of unread) await this.handsIn(await sealedBatch(this.vault, document), 'refused');
    await this.handsIn(await sealedBatch(this.vault, statedDocument(this.of), ELSEWHERE), 'refused');
    const key = `/api/v1/phr/key?exercise=${encodeURIComponent(family)}&${identifier}=${phone}`;
    this.outside.hearReply('answer to a tablet: GET', await this.vault.call('tablet', 'GET', key));
  }

  /** Broken, too large, in other encodings, with words where none belong. */
  private async isSentWrong(): Promise<void> {
    const { family, given, kana, identifier, phone, address, birthDate } = this.of;
    for (const [format, bytes] of brokenDocuments(this.of)) await this.wrong('POST', this.sending(format), bytes);
    const whole = this.bundle();
    const large = Buffer.concat([Buffer.from(whole), Buffer.alloc(8 * MB, ' '), Buffer.from(family)]);
    await this.wrong('POST', this.sending('fhir-json'), large, 413);
    const encodings = [
      Buffer.from(whole, 'utf16le'),
      Buffer.from(`\ufeff${whole}`, 'utf16le').swap16(),
      Buffer.concat([Buffer.from('{"resourceType":"Patient","name":[{"text":"'), cp932(family), Buffer.from('"}]}')]),
      gzipSync(whole),
      Buffer.from(
        `<Bundle xmlns="http://hl7.org/fhir"><entry><Patient><name>${family}</name></Patient></entry></Bundle>`,
      ),
    ];
    for (const bytes of encodings) await this.wrong('POST', this.sending('fhir-json'), bytes, 422);
    await this.wrong('POST', this.sending('fhir-json'), gzipSync(whole), undefined, { 'content-encoding': 'gzip' });
    for (const over of [
      { shelter: `${family}${given}` },
      { consentText: family },
      { [given]: identifier },
      { format: kana },
      { requestId: `${family}-${phone}` },
      { legalGround: address },
    ])
      await this.wrong('POST', this.sending('fhir-json', over as Record<string, string>), whole, undefined);
    const headers = {
      'content-type': `application/fhir+json; name=${identifier}`,
      'user-agent': asLatin1(family),
      referer: `http://localhost/${encodeURIComponent(address)}`,
      cookie: `name=${encodeURIComponent(family)}; phone=${phone}`,
      'x-forwarded-for': phone,
      'x-request-id': identifier,
      'accept-language': asLatin1(kana),
      traceparent: `00-${identifier.padEnd(32, '0')}-${phone.padEnd(16, '0')}-01`,
      tracestate: `name=${encodeURIComponent(family)}`,
      baggage: `name=${encodeURIComponent(given)}`,
      'if-none-match': `"${identifier}"`,
    };
    await this.wrong('POST', this.sending('fhir-json'), whole.slice(0, 200), 422, headers);
    await this.wrong(
      'GET',
      `/api/v1/phr/records/${this.record}${CARE}&name=${encodeURIComponent(family)}`,
      undefined,
      400,
      headers,
    );
    const odd = [
      `/api/v1/phr/${encodeURIComponent(family)}`,
      `/api/v1/phr/records/${encodeURIComponent(family)}?purpose=${encodeURIComponent(given)}&shelter=${kana.length}`,
      `/api/v1/phr/records/%E9%AC${identifier}%`,
      `/api/v1/phr/persons?purpose=treatment&shelter=${encodeURIComponent(`${family}避難所`)}`,
      `/api/v1/phr/persons?purpose=${identifier}&purpose=${phone}&shelter[${identifier}]=x`,
      `/api/v1/phr/../phr/records/${identifier}?${birthDate}`,
      `/api/v1/needs?exercise=${encodeURIComponent(family)}&${identifier}=1`,
      `/${encodeURIComponent(family)}?${encodeURIComponent(address)}`,
    ];
    for (const path of odd) await this.wrong('GET', path, undefined, undefined, headers);
    const search = '/api/v1/phr/search';
    const by = { shelter: SCHOOL, purpose: 'nursing' };
    for (const body of [
      { ...by, by: { name: family, birthDate: given } },
      { ...by, purpose: given, by: { name: family, birthDate } },
      { ...by, [kana]: family, by: { name: family, birthDate } },
      { ...by, shelter: `${family}避難所`, by: { name: family, birthDate } },
    ])
      await this.wrong('POST', search, body);
    await this.wrong('POST', search, `{"by": {"name": "${family}`);
    await this.wrong('PATCH', `/api/v1/phr/persons/${encodeURIComponent(family)}`, { name: given });
    await this.wrong('POST', `/api/v1/phr/persons/${this.person}/move`, { shelter: `${family}避難所` });
    const glass = { purpose: 'treatment', shelter: SCHOOL, reason: family, words: `${family}${given}は意識がない。` };
    await this.wrong('POST', `/api/v1/phr/persons/${this.person}/break-glass`, glass, 400);
    const cut = `POST /api/v1/phr/records HTTP/1.1\r\nhost: localhost\r\nx-name: ${family}\r\ncontent-length: 900\r\n\r\n${family}`;
    this.outside.hear('answer to half a request', await rawBytes(this.vault.url, Buffer.from(cut)));
    const none = `GET /api/v1/phr/${family} HTTP/1.1\r\nhost: localhost\r\n\r\n`;
    this.outside.hear('answer to no request', await rawBytes(this.vault.url, Buffer.from(none)));
  }

  /** With the right words, by whoever has no business with it, and by nobody. */
  private async isAskedForByOthers(): Promise<void> {
    const { family, given, birthDate } = this.of;
    const at = `/api/v1/phr/persons/${this.person}`;
    const words = `${family}${given}（${birthDate}）は意識がない。`;
    for (const who of [...OTHERS, null, 'expired', 'tablet']) {
      const asks: [string, string, (string | Buffer | object)?][] = [
        ['POST', this.sending('fhir-json'), this.bundle()],
        ['POST', this.sending('jahis-notebook'), notebook(this.of)],
        ['GET', `/api/v1/phr/records/${this.record}${CARE}`],
        ['GET', `/api/v1/phr/persons${CARE}`],
        [
          'POST',
          '/api/v1/phr/search',
          { shelter: SCHOOL, purpose: 'nursing', by: { name: `${family}${given}`, birthDate } },
        ],
        ['POST', `${at}/break-glass`, { purpose: 'treatment', shelter: SCHOOL, reason: 'unconscious', words }],
        ['DELETE', `${at}?because=${encodeURIComponent(family)}`],
      ];
      for (const [method, path, body] of asks) {
        const reply = await this.vault.call(who, method, path, body);
        if (reply.status !== 401 && reply.status !== 403) this.faults.push(`${who}: ${method} ${path} ${reply.status}`);
        this.outside.hearReply(`answer to ${who ?? 'nobody'}: ${method}`, reply);
      }
      if (who === 'demo-shelter' || who === 'tablet') continue;
      const sealed = await sealedBatch(this.vault, statedDocument(this.of));
      for (const reply of [
        await this.vault.call(who, 'GET', '/api/v1/phr/key'),
        await this.vault.call(who, 'POST', '/api/v1/phr/sealed', sealed),
      ]) {
        if (reply.status !== 401 && reply.status !== 403) this.faults.push(`${who}: sealed ${reply.status}`);
        this.outside.hearReply(`answer to ${who ?? 'nobody'}: sealed`, reply);
      }
    }
  }

  private async isCaredFor(): Promise<void> {
    const { family, given, birthDate, identifier, phone } = this.of;
    const own = await this.care('GET', `/api/v1/phr/records/${this.record}${CARE}`);
    if (!own.body.includes(family)) this.faults.push('the care team does not see who it is');
    const search = (by: object) => this.care('POST', '/api/v1/phr/search', { shelter: SCHOOL, purpose: 'nursing', by });
    const found = [
      await search({ name: `${family} ${given}`, birthDate }),
      await search({ system: 'urn:insurance', value: identifier }),
    ];
    // A search says where somebody is, and nothing of who they are.
    for (const reply of found) this.outside.hearReply('answer to a search', reply);
    if (found.some((reply) => jsonOf<unknown[]>(reply).length !== 1)) this.faults.push('the person is not found');
    await this.care('GET', `/api/v1/phr/persons${CARE}`);
    const at = `/api/v1/phr/persons/${this.person}`;
    this.outside.hearReply('answer to a move', await this.care('POST', `${at}/move`, { shelter: HALL }));
    await this.wrong('GET', `/api/v1/phr/records/${this.record}${CARE}`, undefined, 403);
    const words = `${family}${given}さん（${birthDate}、${identifier}、${phone}）は意識がない。`;
    const glass = { purpose: 'treatment', shelter: SCHOOL, reason: 'unconscious', words };
    this.outside.hearReply('answer to an emergency', await this.care('POST', `${at}/break-glass`, glass));
    await this.care('GET', `/api/v1/phr/records/${this.record}${CARE}`);
    const better = JSON.stringify(fhirBundle({ ...this.of, phone: `${phone}1` }));
    const correction = `/api/v1/phr/records/${this.record}${CARE}&format=fhir-json`;
    this.outside.hearReply('answer to a correction', await this.care('PUT', correction, better));
    const another = JSON.stringify(fhirBundle({ ...this.of, birthDate: '1999-09-09', identifier: `8${identifier}` }));
    await this.wrong('PUT', correction, another, 409);
    await this.wrong('POST', this.sending('fhir-json', { requestId: `${identifier}-fhir` }), better, 409);
  }

  private async leaves(): Promise<void> {
    const at = `/api/v1/phr/persons/${this.person}`;
    await this.care('POST', `${at}/move`, { shelter: ELSEWHERE });
    if (Number(this.of.identifier) % 2 === 0) await this.care('DELETE', `${at}?because=revoked`, undefined, 204);
  }

  private bundle(): string {
    return JSON.stringify(fhirBundle(this.of));
  }

  private sending(format: string, over?: Record<string, string>): string {
    return this.vault.sending(format, over);
  }

  /** What a care team does; its answer is for it alone. */
  private async care(method: string, path: string, body?: Buffer | string | object, status = 200): Promise<RawReply> {
    const reply = await this.vault.call(MEDIC, method, path, body);
    if (reply.status !== status) this.faults.push(`care: ${method} ${path} ${reply.status} ${reply.body.toString()}`);
    // Of its own answers the headers are seen by proxies as well.
    this.outside.hear('headers to a care team', reply.head);
    return reply;
  }

  /** What goes wrong even for a care team: an error is read, and passed on, by others. */
  private async wrong(
    method: string,
    path: string,
    body: Buffer | string | object | undefined,
    status?: number,
    headers?: Record<string, string>,
  ): Promise<void> {
    const reply = await this.vault.call(MEDIC, method, path, body, headers);
    const isHungUp = status === 413 && reply.status === 0;
    const expected = status === undefined ? reply.status < 500 : reply.status === status || isHungUp;
    if (!expected)
      this.faults.push(`wrong: ${method} ${path.slice(0, 120)} ${reply.status}, not ${status ?? 'below 500'}`);
    this.outside.hearReply(`answer to a mistake: ${method}`, reply);
  }
}
