const off: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  PYTHONHTTPSVERIFY: /^0$/,
  // Git asks whether it is there, not what it says.
  GIT_SSL_NO_VERIFY: /./,
  NPM_CONFIG_STRICT_SSL: /^(false|0)$/i,
  YARN_ENABLE_STRICT_SSL: /^(false|0)$/i,
  PIP_TRUSTED_HOST: /./,
  UV_INSECURE_HOST: /./,
  REQUESTS_CA_BUNDLE: /^$/,
  CURL_CA_BUNDLE: /^$/,
  GONOSUMDB: /^\*$/,
  GONOSUMCHECK: /^(1|\*)$/,
  GOSUMDB: /^off$/i,
  GOINSECURE: /^\*$/,
};

/** Does this variable make a program take any certificate, or any module, for the right one? */
export const switchesTlsCheckOff = (name: string, value: string): boolean =>
  off[name.toUpperCase()]?.test(value) ?? false;
