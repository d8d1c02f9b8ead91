import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access-guard.js';
import { ACCESS_SETTINGS, type AccessSettings } from './access-settings.js';
import { AccountsController, MeController } from './accounts/accounts.controller.js';
import { Accounts } from './accounts/accounts.js';
import { MachineClients } from './accounts/machine-clients.js';
import { Standing } from './accounts/standing.js';
import { DiscoveryController } from './external/discovery.controller.js';
import { ExternalTokens } from './external/external-tokens.js';
import { Issuer } from './issuer/issuer.js';
import { IssuerController } from './issuer/issuer.controller.js';
import { MachineTokens } from './issuer/machine-tokens.js';
import { People } from './issuer/people.js';
import { ISSUER_KEYS, loadIssuerKeys } from './issuer/signing-keys.js';
import { loadPolicies, Policies } from './policy/policies.js';
import { Attempts } from './sign-in/attempts.js';
import { FirstAdministrator } from './sign-in/first-administrator.js';
import { SignInAssetsController } from './sign-in/sign-in-assets.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { Tablets } from './tablets/tablets.js';
import { TokenVerifier } from './token-verifier.js';

const OWN_ISSUER: Provider[] = [
  Accounts,
  MachineClients,
  Tablets,
  MachineTokens,
  People,
  Issuer,
  Attempts,
  FirstAdministrator,
];

/** Null where tokens are made here. */
function externalTokensOf({ external, now }: AccessSettings): ExternalTokens | null {
  return external ? new ExternalTokens(external, now) : null;
}

/** Sign-in and the guard over every endpoint of the application that imports it. */
@Module({})
export class AccessModule {
  static register(settings: AccessSettings): DynamicModule {
    const isOwn = settings.external === undefined;
    const keepsAccounts = isOwn && settings.store !== undefined;
    return {
      module: AccessModule,
      global: true,
      controllers: [
        MeController,
        ...(isOwn ? [IssuerController] : [DiscoveryController]),
        ...(keepsAccounts ? [AccountsController, SignInAssetsController, SignInController] : []),
      ],
      providers: [
        { provide: ACCESS_SETTINGS, useValue: settings },
        { provide: Policies, useFactory: () => loadPolicies() },
        { provide: ISSUER_KEYS, useFactory: () => (isOwn ? loadIssuerKeys(settings.store) : null) },
        { provide: ExternalTokens, useFactory: () => externalTokensOf(settings) },
        Standing,
        TokenVerifier,
        ...(isOwn ? OWN_ISSUER : []),
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [
        ACCESS_SETTINGS,
        Policies,
        Standing,
        TokenVerifier,
        ...(isOwn ? [MachineTokens, FirstAdministrator, Tablets] : []),
      ],
    };
  }
}
