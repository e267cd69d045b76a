import {
  type App,
  CfnOutput,
  Duration,
  RemovalPolicy,
  Stack,
  type StackProps,
  Validations,
} from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { jobFunction } from './job-function.ts';
import type { Job } from './jobs.ts';
import { pascal } from './pascal.ts';
import type { TableGrant } from './table-access.ts';
import type { Tokens } from './tokens.ts';

/** A pipeline with credentials of its own: which tenant it belongs to, and which role it has. */
export interface Pipeline {
  readonly tenant: string;
  readonly role: string;
}

interface IdentityStackProps extends StackProps {
  /** What completes tokens. */
  readonly jobs: readonly Job[];
  readonly pipelines: readonly Pipeline[];
  /** Roles people and pipelines can have. */
  readonly roles: readonly string[];
  /** The folder `scripts/build.ts` writes to. */
  readonly buildDir: string;
  readonly data: TableGrant;
  readonly logKey: IKey;
}

/** Who people and pipelines are: a user pool that knows the tenant and the roles of each. */
export class IdentityStack extends Stack {
  readonly tokens: Tokens;
  readonly functions: readonly LambdaFunction[];
  private readonly pool: UserPool;

  constructor(app: App, id: string, props: IdentityStackProps) {
    const { jobs, pipelines, roles, buildDir, data, logKey, ...rest } = props;
    super(app, id, rest);
    this.pool = this.userPool();
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'Threat protection is priced per user; nobody signs up by themselves here, and every sign-in needs a second factor.',
    });
    for (const role of roles) this.pool.addGroup(pascal(role), { groupName: role });
    const jurismap = this.resourceServer('jurismap', roles, 'What a role may do');
    const people = this.people();
    const machines = pipelines.length > 0 ? this.machines(pipelines, jurismap) : [];
    this.functions = jobs.map((job) => {
      const handler = jobFunction(this, job, { buildDir, data, logKey });
      this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, handler, LambdaVersion.V3_0);
      return handler;
    });
    this.tokens = {
      issuer: `https://cognito-idp.${this.region}.amazonaws.com/${this.pool.userPoolId}`,
      audience: [people, ...machines].map((client) => client.userPoolClientId),
      tenantClaim: 'tenant',
    };
    new CfnOutput(this, 'UserPool', { value: this.pool.userPoolId });
    new CfnOutput(this, 'PeopleClient', { value: people.userPoolClientId });
    for (const [i, client] of machines.entries())
      new CfnOutput(this, `Pipeline${i}`, { value: client.userPoolClientId });
  }

  private userPool(): UserPool {
    return new UserPool(this, 'Pool', {
      // Tokens are completed by a function, for machines too.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      // Given once, by whoever enters a person; no client can write it.
      customAttributes: { tenant: new StringAttribute({ minLen: 1, maxLen: 128, mutable: false }) },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private resourceServer(
    identifier: string,
    scopes: readonly string[],
    scopeDescription: string,
  ): { server: UserPoolResourceServer; scopes: ReadonlyMap<string, ResourceServerScope> } {
    const named = new Map(
      scopes.map((scopeName) => [scopeName, new ResourceServerScope({ scopeName, scopeDescription })]),
    );
    const server = this.pool.addResourceServer(pascal(identifier), {
      identifier,
      scopes: [...named.values()],
    });
    return { server, scopes: named };
  }

  /** People sign in with a code and a proof of who asked for it; what they may do comes from their groups. */
  private people(): UserPoolClient {
    return this.pool.addClient('People', {
      generateSecret: false,
      authFlows: { userSrp: true },
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [OAuthScope.OPENID] },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
      readAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
    });
  }

  /** A pipeline proves itself with the secret of a client that belongs to one tenant. */
  private machines(
    pipelines: readonly Pipeline[],
    jurismap: ReturnType<IdentityStack['resourceServer']>,
  ): UserPoolClient[] {
    const owners = [...new Set(pipelines.map(({ tenant }) => tenant))];
    const owner = this.resourceServer('tenant', owners, 'Belongs to this tenant');
    const scopeIn = ({ server, scopes }: typeof owner, name: string) => {
      const scope = scopes.get(name);
      if (!scope) throw new Error(`there is no scope ${name}`);
      return OAuthScope.resourceServer(server, scope);
    };
    return pipelines.map(({ tenant, role }) =>
      this.pool.addClient(`Pipeline${pascal(role)}${pascal(tenant)}`, {
        userPoolClientName: `${role} pipelines of ${tenant}`,
        generateSecret: true,
        authFlows: {},
        oAuth: {
          flows: { clientCredentials: true },
          scopes: [scopeIn(jurismap, role), scopeIn(owner, tenant)],
        },
        accessTokenValidity: Duration.minutes(15),
        enableTokenRevocation: true,
      }),
    );
  }
}
