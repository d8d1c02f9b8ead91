import nx from '@nx/eslint-plugin';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import n from 'eslint-plugin-n';
import tseslint from 'typescript-eslint';

/**
 * The boundaries of the design as rules: words ← pure ← matching, plumbing beside them; a service never imports a service.
 * Packages are listed one by one: braces in patterns silently match nothing.
 */
const FRAMEWORKS = ['@nestjs/*', 'typeorm', 'kafkajs', 'socket.io', 'socket.io-client', 'maplibre-gl'];
const LIBS = ['words', 'pure', 'matching', 'plumbing'];
const mayUse = (layer, layers, bannedExternalImports = []) => ({
  sourceTag: `layer:${layer}`,
  onlyDependOnLibsWithTags: layers.map((l) => `layer:${l}`),
  bannedExternalImports,
});

const shipped = [
  mayUse('words', [], FRAMEWORKS),
  mayUse('pure', ['words'], FRAMEWORKS),
  mayUse('matching', ['words', 'pure'], FRAMEWORKS),
  mayUse('plumbing', ['words', 'plumbing'], ['maplibre-gl']),
  mayUse('testing', LIBS),
  mayUse('service', LIBS, ['kafkajs', 'maplibre-gl', '@turf/*']),
  mayUse('host', [...LIBS, 'service'], ['kafkajs', 'maplibre-gl', '@turf/*']),
  mayUse('web', ['words'], ['@nestjs/*', 'typeorm', 'kafkajs', '@turf/*']),
  mayUse('drill', ['words', 'testing', 'host', 'plumbing']),
];
const inSpecs = shipped.map((rule) =>
  ['matching', 'service', 'host', 'web'].some((layer) => rule.sourceTag === `layer:${layer}`)
    ? { ...rule, onlyDependOnLibsWithTags: [...rule.onlyDependOnLibsWithTags, 'layer:testing'] }
    : rule,
);
/** The broker of the tests is plain Node beside the projects, so that it also serves a laptop without a build. */
const allow = [
  'infra/kafka/kafka\\.mjs$',
  'infra/kafka/(add-agency|grant-access|listen)\\.mjs$',
  'infra/postgres/postgres\\.mjs$',
  'infra/postgres/vault-role\\.mjs$',
  'infra/cluster/cluster\\.mjs$',
  // What the fuzzer sends to parsers goes through the vault's door as well.
  'infra/fuzz/health\\.mjs$',
  // The proof of the delta rules runs the gateway's own code against the page's own.
  'web/src/picture/picture-state\\.js$',
];
const boundaries = (depConstraints) => ({ '@nx/enforce-module-boundaries': ['error', { allow, depConstraints }] });

/** kafkajs has one home. */
const onlyInEventLog = {
  'no-restricted-imports': [
    'error',
    { paths: [{ name: 'kafkajs', message: 'kafkajs lives in libs/event-log only.' }] },
  ],
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.hinomi/**', 'infra/kafka/target/**', '**/.hinomi/**'] },
  importX.flatConfigs.typescript,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parser: tseslint.parser },
    plugins: { '@nx': nx, n, 'import-x': importX, '@typescript-eslint': tseslint.plugin },
    settings: { 'import-x/resolver-next': createTypeScriptImportResolver() },
    rules: {
      ...boundaries(shipped),
      'import-x/no-cycle': 'error',
      'max-lines': ['error', 300],
      'n/no-process-env': 'error',
      'no-empty': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: ['libs/!(event-log)/src/**/*.ts', 'services/**/*.ts', 'web/**/*.{ts,tsx}', 'e2e/**/*.ts'],
    rules: onlyInEventLog,
  },
  {
    files: ['**/*.spec.ts', '**/*.suite.ts'],
    rules: { ...boundaries(inSpecs), 'n/no-process-env': 'off', 'max-lines': ['error', 500] },
  },
  // A catalogue is one list in one order in every language; parts of it would have to be compared side by side.
  { files: ['web/src/words/*.ts'], rules: { 'max-lines': ['error', 450] } },
  { files: ['**/src/config.ts', 'libs/testing/**/*.ts', 'e2e/**/*.ts'], rules: { 'n/no-process-env': 'off' } },
  {
    files: [
      'libs/contracts/src/**/*.ts',
      'libs/formats/src/**/*.ts',
      'libs/geo/src/**/*.ts',
      'libs/interest/src/**/*.ts',
      'services/*/src/**/decide-*.ts',
      'services/*/src/**/derive-*.ts',
      'services/*/src/**/integrate-*.ts',
      'services/*/src/**/intersect-*.ts',
      'services/*/src/**/locate-*.ts',
      'services/*/src/**/normalise-*.ts',
    ],
    ignores: ['**/*.spec.ts', '**/*.suite.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                '@nestjs/*',
                'typeorm',
                'kafkajs',
                'node:*',
                '**/*.entity*',
                '**/*.repository*',
                '@hinomi/event-log',
                '@hinomi/store',
                '@hinomi/access',
                '@hinomi/service-kit',
              ],
              message: 'Pure file: values in, values out.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pass the time in.' },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Pass the time in.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Pass the id in.',
        },
        { selector: 'AwaitExpression', message: 'Pure files do not wait.' },
      ],
    },
  },
);
