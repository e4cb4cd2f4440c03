import type { z } from 'zod';
import type { Actor } from '../permission/actor.ts';
import type { Action, ObjectOf } from '../permission/can.ts';
import type { FieldError, RefusalCode } from '../refusal.ts';
import type { Url } from '../urls.ts';
import type { UploadedFile } from './body.ts';
import type { RateName } from './rate.ts';
import type { Tx } from './register.ts';
import type { Reply } from './reply.ts';
import type { SignedIn } from './signed-in.ts';

/** The request as a handler sees it. */
export interface Request {
  id: string;
  method: string;
  /** Path and query as asked for. */
  url: string;
  /** The client's address behind trusted proxies. Goes into sessions, guards and abuse pages, nowhere else. */
  address: string;
  userAgent: string;
  secure: boolean;
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
}

/** What a handler works with. Everything in it was checked before. */
export interface Context<Params = unknown, Query = unknown, Body = unknown, Loaded = unknown> {
  tx: Tx;
  actor: Actor;
  signedIn: SignedIn | null;
  now: Date;
  params: Params;
  query: Query;
  body: Body;
  /** The fields of a form as they came, so that a refusal can give them back. */
  typed: FormValues;
  files: readonly UploadedFile[];
  loaded: Loaded;
  request: Request;
  /** Put it into every form as the hidden field `token`. */
  formToken: string;
  setCookie(name: string, value: string, options: { maxAge: number | null }): void;
  clearCookie(name: string): void;
  /** Runs once the transaction has committed and before the answer is sent. */
  afterCommit(work: () => Promise<void> | void): void;
}

export type BodyType = 'form' | 'multipart' | 'json';

export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Loaded = unknown,
  A extends Action = Action,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: Url;
  /**
   * The one source the actor is taken from. `cookie`: browser session or claim cookie, with cross-site check and form
   * token. `bearer`: API token. `none`: nobody is asked (health, static files, capability links in the path).
   */
  actor: 'cookie' | 'bearer' | 'none';
  /** `anyone` is said aloud; everything else goes through `can`. */
  permission: A | 'anyone';
  params?: Params;
  query?: Query;
  body?: {
    type: BodyType;
    schema: Body;
    maxBytes?: number;
    maxFiles?: number;
    maxFileBytes?: number;
    /** Runs for each file before the transaction opens: decoding a picture takes seconds and must hold up nobody. */
    prepareFile?: (file: UploadedFile) => Promise<unknown>;
  };
  rate?: RateName;
  /** Loads what the route is about within the actor's reach; null answers 404. */
  load?: (context: Context<z.output<Params>, z.output<Query>, unknown, undefined>) => Promise<Loaded | null>;
  /** What `can` judges. Needed by every action that is about more than the instance. */
  object?: (loaded: Loaded) => ObjectOf<A>;
  handle(context: Context<z.output<Params>, z.output<Query>, z.output<Body>, Loaded>): Promise<Reply>;
  /** Draws the form again with what was typed; without it a 422 error page (or problem) answers. */
  invalid?(
    context: Context<z.output<Params>, z.output<Query>, undefined, Loaded>,
    errors: readonly FieldError[],
    typed: FormValues,
  ): Promise<Reply>;
  /** For the API reference. */
  api?: ApiDescription;
}

/** What was typed into a form, by field name. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

export interface ApiResponse {
  /** Null for a response without a JSON body. */
  schema: z.ZodType | null;
  description: string;
  headers?: Readonly<Record<string, string>>;
  /** Of a body that is not JSON. */
  contentType?: string;
}

export interface ApiDescription {
  summary: string;
  description?: string;
  tag: string;
  /** Response schema by status; undeclared fields never leave. */
  responses: Readonly<Record<number, ApiResponse>>;
  /** Example request body. */
  example?: unknown;
  /** A creation that may be repeated safely with an Idempotency-Key. */
  idempotent?: boolean;
  /** A change that needs If-Match. */
  conditional?: boolean;
  /** Refusals beyond those that follow from the route's declaration. */
  refusals?: readonly RefusalCode[];
}

/** A route with its types forgotten, as the kernel keeps it. */
// biome-ignore lint/suspicious/noExplicitAny: variance of the handler's context; `route` has checked each one
export type AnyRoute = Route<any, any, any, any, any>;

/** Declares a route; exists so that params, body and loaded object reach the handler with their types. */
export const route = <
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Loaded,
  A extends Action,
>(
  definition: Route<Params, Query, Body, Loaded, A>,
): AnyRoute => definition;
