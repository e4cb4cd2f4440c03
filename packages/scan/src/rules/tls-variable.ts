const off: Readonly<Record<string, RegExp>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  PYTHONHTTPSVERIFY: /^0$/,
  GIT_SSL_NO_VERIFY: /^(1|true|yes)$/i,
  NPM_CONFIG_STRICT_SSL: /^(false|0)$/i,
  YARN_ENABLE_STRICT_SSL: /^(false|0)$/i,
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
