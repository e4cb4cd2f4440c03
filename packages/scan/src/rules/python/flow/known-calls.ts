/** Functions whose result nobody outside can steer, or is made harmless: numbers, escapes, hashes, checks. */
const cleaning =
  /(^|\.)(int|float|bool|len|hash|id|ord|abs|round|isinstance|hasattr|callable|UUID|Decimal|date|datetime|strptime|fromisoformat|parse_date|parse_datetime|b64encode|hexdigest|digest|secure_filename|safe_join|basename|url_has_allowed_host_and_scheme|is_safe_url|quote|quote_plus|quote_identifier|urlencode|escape|escape_html|xhtml_escape|conditional_escape|escapejs|bleach|literal_eval|literal|adapt|mogrify|Identifier|index|count|exists|isdigit|isalnum|isnumeric|isalpha|url_for|reverse|render_template|render_to_string|render|now|time|filter_by|make_password|generate_password_hash|checkpw|model_validate|parse_obj|is_valid|get_object_or_404|get_or_404)$/;
const cleaningWords =
  /(^|_|\.)(sanit|clean|escape|valid|verify|safe|allow|whitelist|allowlist|encrypt|hash|check|permitted|is_|has_|can_)/i;

/** Whether outside input does not come out of a call of this name. */
export const isCleaning = (name: string): boolean =>
  cleaning.test(name) || cleaningWords.test(name.slice(name.lastIndexOf('.') + 1));

const passing =
  /(^|\.)(str|repr|bytes|bytearray|unicode|list|tuple|dict|set|frozenset|sorted|reversed|next|iter|enumerate|zip|map|getattr|join|normpath|abspath|realpath|expanduser|expandvars|Path|PurePath|PosixPath|loads|load|unquote|unquote_plus|urljoin|urlparse|urlsplit|parse_qs|parse_qsl|b64decode|urlsafe_b64decode|decodebytes|decode|encode|fromhex|copy|deepcopy|StringIO|BytesIO|TextIOWrapper|literal_column|OrderedDict|defaultdict|QueryDict|asdict|to_dict|model_dump|force_str|force_text|smart_str|smart_text|mark_safe|Markup|format_html|split|rsplit|shlex\.split|splitlines|strip|lstrip|rstrip|lower|upper|title|capitalize|casefold|swapcase|replace|translate|zfill|ljust|rjust|center|expandtabs|partition|rpartition|removeprefix|removesuffix|format|format_map|read|readline|readlines|getvalue|get|getlist|getall|getone|get_list|pop|popitem|setdefault|items|values|keys|json|text|dedent|choice|group|groups|groupdict|dump|dumps|sub|text_factory|wait_for|gather|run_until_complete|ensure_future|create_task|cast|partial)$/;

/** Whether what goes into a call of this name comes out of it, in the same or another shape. */
export const isPassing = (name: string): boolean => passing.test(name);

const looking =
  /(^|\.)(get|first|last|find|find_one|find_all|filter|query|execute|executemany|fetchone|fetchall|fetchmany|select|all|one|one_or_none|scalar|scalars|lookup|search|match|fullmatch|send|post|put|request|save|create|update|delete|insert|add|append|info|debug|warning|error|log|print|open|connect)$/;

/** Whether a call looks something up by its arguments or sends them away: its result is the other side's. */
export const isLookUp = (name: string): boolean => looking.test(name);

/** Methods that put their arguments into the object they are called on. */
export const isFilling = (method: string): boolean =>
  /^(append|extend|add|insert|update|setdefault|appendleft|write|writelines)$/.test(method);
