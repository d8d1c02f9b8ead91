import { Body, Controller, Get, Header, Inject, Param, Patch, Post } from '@nestjs/common';
import {
  AccountChange,
  HubError,
  MachineClientChange,
  NewAccount,
  NewMachineClient,
  PERMISSIONS,
  type Account,
  type AccountReply,
  type MachineClient,
  type MachineClientReply,
  type Me,
} from '@hinomi/contracts';
import { Allow } from '../access-guard.js';
import { Policies } from '../policy/policies.js';
import { CurrentPrincipal, type Principal } from '../principal.js';
import { Accounts } from './accounts.js';
import { MachineClients } from './machine-clients.js';

/** People and machines, as an administrator makes them. */
@Controller('api/v1')
@Allow('accounts:manage')
export class AccountsController {
  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(MachineClients) private readonly clients: MachineClients,
    @Inject(Policies) private readonly policies: Policies,
  ) {}

  @Get('accounts')
  @Header('cache-control', 'no-store')
  async listAccounts(@CurrentPrincipal() principal: Principal): Promise<{ accounts: Account[] }> {
    return { accounts: (await this.accounts.list()).filter((one) => this.isTheirs(principal, one)) };
  }

  @Post('accounts')
  @Header('cache-control', 'no-store')
  createAccount(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<AccountReply> {
    const wish = NewAccount.parse(body);
    if (!this.isTheirs(principal, wish)) throw beyond();
    return this.accounts.create(wish);
  }

  @Patch('accounts/:id')
  @Header('cache-control', 'no-store')
  async changeAccount(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<AccountReply> {
    const wish = AccountChange.parse(body);
    const known = (await this.accounts.list()).find((one) => one.id === id);
    if (known !== undefined && !this.isTheirs(principal, known)) throw notFound('account');
    if (wish.jurisdiction !== undefined && !this.isTheirs(principal, wish)) throw beyond();
    return this.accounts.change(id, wish);
  }

  @Get('clients')
  @Header('cache-control', 'no-store')
  async listClients(@CurrentPrincipal() principal: Principal): Promise<{ clients: MachineClient[] }> {
    return { clients: (await this.clients.list()).filter((one) => this.isTheirs(principal, one)) };
  }

  @Post('clients')
  @Header('cache-control', 'no-store')
  createClient(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<MachineClientReply> {
    const wish = NewMachineClient.parse(body);
    if (!this.isTheirs(principal, wish)) throw beyond();
    return this.clients.create(wish);
  }

  @Patch('clients/:id')
  @Header('cache-control', 'no-store')
  async changeClient(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<MachineClientReply> {
    const wish = MachineClientChange.parse(body);
    const known = (await this.clients.list()).find((one) => one.id === id);
    if (known !== undefined && !this.isTheirs(principal, known)) throw notFound('client');
    if (wish.jurisdiction !== undefined && !this.isTheirs(principal, wish)) throw beyond();
    return this.clients.change(id, wish);
  }

  /** Whoever has a jurisdiction gives nobody more than that, and is told of nobody else. */
  private isTheirs(principal: Principal, { jurisdiction = null }: { jurisdiction?: string | null }): boolean {
    return this.policies.mayAppoint(principal, jurisdiction);
  }
}

function beyond(): HubError {
  const place = { path: '/jurisdiction' };
  return new HubError('access.denied', 'An administrator with a jurisdiction makes accounts inside it only.', {
    place,
  });
}

function notFound(what: string): HubError {
  return new HubError('account.not-found', `There is no such ${what}.`);
}

/** Whoever may read anything may know who they are. */
@Controller('api/v1/me')
export class MeController {
  constructor(@Inject(Policies) private readonly policies: Policies) {}

  @Get()
  @Allow('picture:read')
  @Header('cache-control', 'no-store')
  me(@CurrentPrincipal() principal: Principal): Me {
    const { subject, clientId, name, role, agency, jurisdiction, shelters } = principal;
    const permissions = PERMISSIONS.filter((permission) => this.policies.permits(principal, permission));
    return { subject, clientId, name, role, agency, jurisdiction, shelters, permissions };
  }
}
