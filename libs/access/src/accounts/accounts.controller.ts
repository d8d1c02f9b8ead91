import { Body, Controller, Get, Header, Inject, Param, Patch, Post } from '@nestjs/common';
import {
  AccountChange,
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
  ) {}

  @Get('accounts')
  @Header('cache-control', 'no-store')
  async listAccounts(): Promise<{ accounts: Account[] }> {
    return { accounts: await this.accounts.list() };
  }

  @Post('accounts')
  @Header('cache-control', 'no-store')
  createAccount(@Body() body: unknown): Promise<AccountReply> {
    return this.accounts.create(NewAccount.parse(body));
  }

  @Patch('accounts/:id')
  @Header('cache-control', 'no-store')
  changeAccount(@Param('id') id: string, @Body() body: unknown): Promise<AccountReply> {
    return this.accounts.change(id, AccountChange.parse(body));
  }

  @Get('clients')
  @Header('cache-control', 'no-store')
  async listClients(): Promise<{ clients: MachineClient[] }> {
    return { clients: await this.clients.list() };
  }

  @Post('clients')
  @Header('cache-control', 'no-store')
  createClient(@Body() body: unknown): Promise<MachineClientReply> {
    return this.clients.create(NewMachineClient.parse(body));
  }

  @Patch('clients/:id')
  @Header('cache-control', 'no-store')
  changeClient(@Param('id') id: string, @Body() body: unknown): Promise<MachineClientReply> {
    return this.clients.change(id, MachineClientChange.parse(body));
  }
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
