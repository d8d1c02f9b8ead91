import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { parse, parseAllDocuments } from 'yaml';
import { HubConfigSchema, readHubConfig } from '../../services/hub/src/config.js';
import { SERVICES } from '../../services/hub/src/services.js';

const require = createRequire(import.meta.url);
const FOLDER = 'infra/kubernetes';
/** Where the schemas of Kubernetes have each kind that is used here. */
const MODULES: Readonly<Record<string, string>> = {
  'v1/ConfigMap': 'kubernetes-models/v1',
  'v1/Service': 'kubernetes-models/v1',
  'v1/PersistentVolumeClaim': 'kubernetes-models/v1',
  'apps/v1/Deployment': 'kubernetes-models/apps/v1',
  'apps/v1/StatefulSet': 'kubernetes-models/apps/v1',
  'policy/v1/PodDisruptionBudget': 'kubernetes-models/policy/v1',
  'networking.k8s.io/v1/NetworkPolicy': 'kubernetes-models/networking.k8s.io/v1',
  'networking.k8s.io/v1/Ingress': 'kubernetes-models/networking.k8s.io/v1',
};

interface EnvVar {
  name: string;
  value?: string;
}
interface Container {
  image: string;
  ports: { name: string; containerPort: number }[];
  env: EnvVar[];
  volumeMounts: { name: string; mountPath: string }[];
  securityContext: Record<string, unknown>;
  resources: Record<string, unknown>;
  [probe: string]: unknown;
}
interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels: Record<string, string> };
  data: Record<string, string>;
  spec: {
    replicas: number;
    selector: Record<string, never>;
    template: {
      metadata: { labels: Record<string, string> };
      spec: { containers: Container[]; volumes: Record<string, never>[]; securityContext: Record<string, unknown> };
    };
    volumeClaimTemplates?: { metadata: { name: string } }[];
  };
}

const kustomization = (folder: string): { resources: string[]; patches?: { path: string }[] } =>
  parse(readFileSync(`${FOLDER}/${folder}/kustomization.yaml`, 'utf8')) as { resources: string[] };
const manifestsIn = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest);
const filesOf = (folder: string): string[] =>
  readdirSync(`${FOLDER}/${folder}`).filter((name) => name !== 'kustomization.yaml');

const BASE = filesOf('base').flatMap((file) => manifestsIn(`${FOLDER}/base/${file}`));
const ALL = [...BASE, ...manifestsIn(`${FOLDER}/example/ingress.yaml`)];
const WORKLOADS = BASE.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
const nameOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;
const moduleOf = ({ apiVersion, kind }: Manifest): string => MODULES[`${apiVersion}/${kind}`] ?? '';

/** What the schema says against a manifest; null = nothing. */
function schemaFault(manifest: Manifest): string | null {
  const models = require(moduleOf(manifest)) as Record<string, new (data: object) => { validate(): void }>;
  try {
    new models[manifest.kind]!(manifest).validate();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Fields that the schema does not know, and what has another type: the schema alone lets anything be added. */
function typeFaults(manifests: readonly Manifest[]): string[] {
  const file = path.resolve(FOLDER, 'manifests.virtual.ts');
  const text = manifests
    .map((manifest, index) => {
      const type = `import('${moduleOf(manifest)}').I${manifest.kind}`;
      return `export const m${index}: ${type} = ${JSON.stringify(manifest)};`;
    })
    .join('\n');
  const options: ts.CompilerOptions = {
    ...{ noEmit: true, strict: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022 },
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.readFile = (name) => (name === file ? text : readFile.call(host, name));
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the checks', () => {
  const [deployment] = WORKLOADS as [Manifest];
  it('find a wrong value, a missing field and one that nobody knows', () => {
    const { selector: _, ...unselected } = deployment.spec;
    expect(schemaFault({ ...deployment, spec: unselected } as Manifest)).toContain('selector');
    expect(schemaFault({ ...deployment, spec: { ...deployment.spec, replicas: 'two' } } as never)).toContain(
      'replicas',
    );
    expect(typeFaults([{ ...deployment, spec: { ...deployment.spec, replica: 2 } } as never]).join()).toContain(
      'replica',
    );
  });
});

describe('the manifests', () => {
  it('are all named by their kustomization, and each of a kind with a schema', () => {
    expect(kustomization('base').resources.sort()).toEqual(filesOf('base').sort());
    const { resources, patches = [] } = kustomization('example');
    expect([...resources, ...patches.map((patch) => patch.path)].sort()).toEqual(
      ['../base', ...filesOf('example')].sort(),
    );
    expect(ALL.filter((manifest) => moduleOf(manifest) === '').map(nameOf)).toEqual([]);
    expect(new Set(ALL.map(nameOf)).size).toBe(ALL.length);
  });

  it.each(ALL.map((manifest) => [nameOf(manifest), manifest] as const))('%s follows its schema', (_, manifest) => {
    expect(schemaFault(manifest)).toBeNull();
  });

  it('have no field that Kubernetes does not know', () => {
    expect(typeFaults(ALL)).toEqual([]);
  });
});

describe('the settings', () => {
  const known = Object.keys(HubConfigSchema.shape);
  const shared = BASE.find(({ kind }) => kind === 'ConfigMap')!.data;

  it('are those of the code, also in the example', () => {
    const patch = manifestsIn(`${FOLDER}/example/settings.yaml`)[0]!.data;
    const named = [shared, patch].flatMap((data) => Object.keys(data));
    const inContainers = WORKLOADS.flatMap(({ spec }) => spec.template.spec.containers[0]!.env.map(({ name }) => name));
    expect([...named, ...inContainers].filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(WORKLOADS.map((manifest) => [manifest.metadata.labels['app.kubernetes.io/component']!, manifest] as const))(
    'start a process of %s without a contradiction',
    (service, { spec }) => {
      const url = `postgresql://${service === 'phr' ? 'hinomi_vault' : 'hinomi'}:x@postgres.town.example/hinomi`;
      const secrets = { HINOMI_KAFKA_USER: service, HINOMI_KAFKA_PASSWORD: 'x' };
      const own = Object.fromEntries(
        spec.template.spec.containers[0]!.env.map(({ name, value }) => [name, value ?? url]),
      );
      const config = readHubConfig({ ...shared, ...secrets, ...own });
      expect(config.services).toEqual([service]);
      expect(config.demonstration).toBe(false);
    },
  );
});

describe('the processes', () => {
  it('are one of every service; who may be two are two', () => {
    const counts = WORKLOADS.map(({ metadata, spec }) => [metadata.name.replace('hinomi-', ''), spec.replicas]);
    expect(Object.fromEntries(counts)).toEqual({
      ingest: 1,
      shelter: 1,
      phr: 1,
      delivery: 2,
      aggregator: 2,
      gateway: 2,
    });
    expect(counts.map(([name]) => name).sort()).toEqual([...SERVICES].sort());
  });

  it.each(WORKLOADS.map((manifest) => [nameOf(manifest), manifest] as const))(
    '%s is confined, probed and has its disks',
    (_, manifest) => {
      const { spec } = manifest;
      const pod = spec.template.spec;
      const [container] = pod.containers as [Container];
      const dockerfile = readFileSync('Dockerfile', 'utf8');
      expect(readFileSync('docker-compose.yml', 'utf8')).toContain(`image: ${container.image}\n`);
      expect(dockerfile).toContain(`EXPOSE ${container.ports[0]?.containerPort}`);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
      expect(container.securityContext).toMatchObject({
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      });
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) expect(container[probe]).toBeDefined();
      expect(container.resources).toMatchObject({
        requests: { cpu: expect.anything() },
        limits: { memory: expect.anything() },
      });
      const volumes = [...pod.volumes, ...(spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata)].map(
        ({ name }) => name,
      );
      expect(container.volumeMounts.map(({ name }) => name).sort()).toEqual([...volumes].sort());
      const claims = BASE.filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ metadata }) => metadata.name);
      const claimed = pod.volumes.flatMap((volume) => {
        const { persistentVolumeClaim } = volume as { persistentVolumeClaim?: { claimName: string } };
        return persistentVolumeClaim === undefined ? [] : [persistentVolumeClaim.claimName];
      });
      expect(claimed.filter((name) => !claims.includes(name))).toEqual([]);
      // A folder that a setting names is one that is mounted.
      const paths = container.env.filter(({ name }) => name.endsWith('_DIR') && name !== 'HINOMI_SOURCES_DIR');
      const mounts = container.volumeMounts.map(({ mountPath }) => mountPath);
      expect(paths.filter(({ value }) => !mounts.includes(value!))).toEqual([]);
    },
  );

  it('are selected by their services, and reached under the names that gateways ask', () => {
    const services = BASE.filter(({ kind }) => kind === 'Service');
    const labels = WORKLOADS.map(({ spec }) => JSON.stringify(spec.template.metadata.labels)).sort();
    expect(services.map(({ spec }) => JSON.stringify(spec.selector)).sort()).toEqual(labels);
    const gateway = WORKLOADS.find(({ metadata }) => metadata.name === 'hinomi-gateway')!;
    const asked = gateway.spec.template.spec.containers[0]!.env.filter(({ value }) => value?.startsWith('http://'));
    const names = services.map(({ metadata }) => `http://${metadata.name}:8080`);
    expect(asked.filter(({ value }) => !names.includes(value!))).toEqual([]);
    expect(asked).toHaveLength(4);
    expect(existsSync('infra/cluster/run.mjs')).toBe(true);
  });
});
