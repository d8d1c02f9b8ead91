import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access-guard.js';
import { ACCESS_SETTINGS, type AccessSettings } from './access-settings.js';
import { loadPolicies, Policies } from './policy/policies.js';
import { SignInController } from './sign-in.controller.js';
import { loadSigningKey, SIGNING_KEY } from './signing-key.js';
import { TokenIssuer } from './token-issuer.js';
import { TokenVerifier } from './token-verifier.js';

/** Sign-in and the guard over every endpoint of the application that imports it. */
@Module({})
export class AccessModule {
  static register(settings: AccessSettings): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      controllers: [SignInController],
      providers: [
        { provide: ACCESS_SETTINGS, useValue: settings },
        { provide: SIGNING_KEY, useFactory: () => loadSigningKey(settings.keyFile) },
        { provide: Policies, useFactory: () => loadPolicies(settings.policiesDir) },
        TokenIssuer,
        TokenVerifier,
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [ACCESS_SETTINGS, Policies, TokenIssuer, TokenVerifier],
    };
  }
}
