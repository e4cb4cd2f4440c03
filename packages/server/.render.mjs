import { Fragment, isValidElement } from 'preact';
const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const needs = /["&<]/;
function esc(s) { if (!needs.test(s)) return s; let out='', last=0; for (let i=0;i<s.length;i++){ let e; switch(s.charCodeAt(i)){case 34:e='&quot;';break;case 38:e='&amp;';break;case 60:e='&lt;';break;default:continue;} out+=s.slice(last,i)+e; last=i+1;} return out+s.slice(last); }
const names = new Map([['className','class'],['htmlFor','for'],['dateTime','datetime']]);
const safe = new Map();
function nameOf(n){ let r = safe.get(n); if (r===undefined){ if(/[\s\n\\/='"\0<>]/.test(n)) throw new TypeError(n); r = ' ' + (names.get(n) ?? n.toLowerCase()); if (safe.size<1000) safe.set(n,r);} return r; }
export function render(node) {
  if (node===null||node===undefined||typeof node==='boolean') return '';
  if (typeof node==='string') return esc(node);
  if (typeof node!=='object') return String(node);
  if (Array.isArray(node)) { let s=''; for (let i=0;i<node.length;i++) s+=render(node[i]); return s; }
  if (!isValidElement(node)) return '';
  const { type, props } = node;
  if (type===Fragment) return render(props.children);
  if (typeof type==='function') return render(type(props));
  let s='<'+type, html;
  for (const n in props) { if (n==='children') continue; const v=props[n]; if (n==='dangerouslySetInnerHTML'){ html=v.__html; continue;} if (n==='key'||n==='ref') continue;
   if (v===null||v===undefined||typeof v==='function') continue;
   if (v===false) { if (n.charCodeAt(4)===45 && (n.startsWith('aria')||n.startsWith('data'))) s+=nameOf(n)+'="false"'; continue; }
   if (v===true) { s+= n.charCodeAt(4)===45 ? nameOf(n)+'="true"' : nameOf(n); continue; }
   s+=nameOf(n)+'="'+(typeof v==='string'?esc(v):v)+'"'; }
  if (voids.has(type)) return s+'>';
  return s+'>'+(html ?? render(props.children))+'</'+type+'>';
}
