import type { Origin } from './value.ts';

interface Source {
  readonly origin: Origin;
  readonly message: string;
}

const request =
  /(^|\.)(request|req|self\.request|flask\.request|bottle\.request|django_request)\.(GET|POST|PUT|DELETE|REQUEST|COOKIES|META|FILES|body|raw_post_data|headers|query_params|query_string|query|data|json|json_body|get_json\(\)|get_data\(\)|read\(\)|args|form|forms|values|files|file|cookies|params|path|path_params|full_path|url|base_url|path_info|match_info|matchdict|rel_url|stream|host|host_url|url_root|referrer|user_agent|view_args|environ|arguments|text\(\)|post\(\)|getall|get_full_path\(\)|get_host\(\)|build_absolute_uri\(\)|mimetype|content_type|authorization|remote_user|access_route|get_raw_uri\(\)|content_params|get_cookie\(\)|get_header\(\)|get_argument\(\)|get_arguments\(\))($|[.(])/;
const tornado =
  /^self\.get_(query_|body_)?arguments?\(\)$|^self\.get_(secure_)?cookie\(\)$|^self\.path_(args|kwargs)$/;
const local =
  /^(sys\.(argv|stdin\.(read|readline|readlines)\(\)|stdin)|os\.(environ|environb|getenv\(\))|(builtins\.)?(raw_)?input\(\)|fileinput\.input\(\)|getopt\.getopt\(\)|getpass\.getpass\(\))($|[.(])/;
const parsedArguments =
  /ArgumentParser\(\)\.parse_(known_)?args\(\)$|(^|\.)(parser|argparser|arg_parser|ap)\.parse_(known_)?args\(\)$|^docopt\.docopt\(\)$/;

/** Whether a thing of this dotted name is chosen by somebody outside. */
export function sourceNamed(name: string): Source | null {
  if (request.test(name) || tornado.test(name))
    return { origin: 'web', message: 'part of a request, chosen by whoever sends it' };
  if (local.test(name) || parsedArguments.test(name))
    return { origin: 'local', message: 'chosen by whoever starts the program' };
  return null;
}

const routes =
  /(^|\.)(route|get|post|put|patch|delete|head|options|api_route|websocket|expose|view|view_config)$|(^|\.)api_view$/;
const routers =
  /(^|\.)(app|application|api|router|blueprint|bp|web|server|[a-z_]*_(app|bp|blueprint|router|api))\.[a-z_]+$/i;

/** Whether a decorator of this name makes a function answer requests, its parameters being parts of the address. */
const isRoute = (decorator: string): boolean =>
  decorator === 'route' || (routes.test(decorator) && routers.test(decorator));

const ownParameters =
  /^(self|cls|mcs|db|session|settings|config|background_tasks|response|logger|log|user|current_user)$/;
const requestParameter = /^(request|req|_request|http_request|django_request)$/;

/**
 * Where the parameters of a function come from. A function that answers requests, by its decorator, by a first
 * parameter `request` (Django) or by `event, context` (AWS Lambda), is called from the network; one that the file
 * itself calls, with a request or without, gets the rest from there.
 */
export function parameterOrigin(
  parameter: string,
  parameters: readonly string[],
  decorators: readonly string[],
  calledHere: boolean,
  isConstructor: boolean,
): Source | null {
  if (ownParameters.test(parameter) || requestParameter.test(parameter)) return null;
  if (decorators.some(isRoute))
    return { origin: 'web', message: 'part of the address, chosen by whoever asks' };
  const [first = '', second = ''] = parameters.filter((name) => name !== 'self');
  if (first === 'event' && second === 'context')
    return parameter === 'event' ? { origin: 'web', message: 'the event, with what the caller sent' } : null;
  if (requestParameter.test(first) && !calledHere && !isConstructor)
    return { origin: 'web', message: 'part of the address, chosen by whoever asks' };
  return { origin: 'caller', message: 'given by the caller' };
}
