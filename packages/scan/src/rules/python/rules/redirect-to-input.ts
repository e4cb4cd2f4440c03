import { firstStep, hostIsFree } from '../fetched-address.ts';
import { argument, type Call } from '../flow/call.ts';
import type { Taint } from '../flow/value.ts';
import { judgeOutside } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const redirecting =
  /(^|\.)(redirect|HttpResponseRedirect|HttpResponsePermanentRedirect|RedirectResponse|HTTPFound|HTTPSeeOther|HTTPMovedPermanently|HTTPTemporaryRedirect)$/;

export const redirectToInput = pythonRule({
  id: 'python/redirect-to-input',
  title: 'Redirect to an address from a request',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-601'],
  kind: 'security',
  what: 'The target of a redirect is part of the request.',
  why: 'A link to your site leads to somebody else’s, where people type their password.',
  fix: 'Redirect to names of your own (`url_for`, `reverse`), or check with `url_has_allowed_host_and_scheme`.',
  bad: [
    example(
      'from flask import request, redirect',
      'def after():',
      '    return redirect(request.args["next"])',
    ),
  ],
  good: [
    example(
      'from flask import request, redirect, url_for',
      'def after():',
      '    return redirect(url_for("home", tab=request.args["tab"]))',
    ),
    example(
      'from flask import request, redirect',
      'def after():',
      '    return redirect("/bugs/" + request.args["id"])',
    ),
    example(
      'from django.utils.http import url_has_allowed_host_and_scheme',
      'def after(request):',
      '    to = request.GET["next"]',
      '    if not url_has_allowed_host_and_scheme(to, None):',
      '        to = "/"',
      '    return redirect(to)',
    ),
  ],
  ofRequests: true,
  words:
    /\b(redirect|HttpResponse\w*Redirect|RedirectResponse|HTTP(Found|SeeOther|MovedPermanently|TemporaryRedirect))\b/,
  calls: forEach(
    [
      'redirect',
      'HttpResponseRedirect',
      'HttpResponsePermanentRedirect',
      'RedirectResponse',
      'HTTPFound',
      'HTTPSeeOther',
      'HTTPMovedPermanently',
      'HTTPTemporaryRedirect',
    ],
    (call: Call, look: Look) => {
      if (!redirecting.test(call.name)) return;
      const target = argument(call, 0, 'location') ?? argument(call, 0, 'url') ?? argument(call, 0, 'to');
      const judged = target && judgeOutside(target.value, 'web');
      if (!judged || !hostIsFree(target.value) || isOwnAddress(judged.seen.taint)) return;
      look.report(call.node, { ...judged.seen, message: `Where this leads to ${judged.whence}` });
    },
  ),
});

/** The address of the request itself stays on this site. */
const isOwnAddress = (taint: Taint | null): boolean =>
  /request\.(path|full_path|get_full_path|path_info|url|base_url|get_host|build_absolute_uri)\b/.test(
    firstStep(taint),
  );
