/** The look of the patient's page: one column, large type, room for thumbs, light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: #1c2530; --soft: #55616e; --paper: #f5f3ee; --card: #fff; --line: #d9d5cc;
  --accent: #0b5d57; --on-accent: #fff; --good: #1f6b3a; --warn: #8a4b00; --bad: #a3231f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #edf0f2; --soft: #a9b4be; --paper: #14191d; --card: #1e252b; --line: #37414a;
    --accent: #6fd3c8; --on-accent: #08201e; --good: #86d9a2; --warn: #f0b766; --bad: #ff9d97;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.125rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main, header, footer { max-width: 38rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding-top: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 .75rem; }
h3 { font-size: 1rem; color: var(--soft); margin: 1.25rem 0 .5rem; }
p { margin: .35rem 0; }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: .9rem;
  padding: 1rem; margin: 0 0 .75rem;
}
.day { font-size: 1.3rem; font-weight: 650; line-height: 1.25; }
.soft { color: var(--soft); }
.small { font-size: 1rem; }
.state { font-weight: 600; }
.state.good { color: var(--good); }
.state.warn { color: var(--warn); }
.row { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: .8rem; align-items: center; }
button, .button {
  font: inherit; font-weight: 600; min-height: 3rem; padding: .5rem 1.1rem; cursor: pointer;
  border-radius: .7rem; border: 2px solid var(--accent); background: transparent; color: var(--accent);
  text-decoration: none; display: inline-flex; align-items: center;
}
button.main { background: var(--accent); color: var(--on-accent); }
button.plain { border-color: transparent; }
button:disabled { opacity: .5; cursor: default; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
details > summary { cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; gap: .6rem; font-weight: 600; }
summary .mark { margin-left: auto; color: var(--good); font-weight: 600; }
input[type=text], input[type=email] {
  font: inherit; width: 100%; min-height: 3rem; padding: .4rem .8rem; color: inherit;
  background: var(--paper); border: 2px solid var(--line); border-radius: .7rem;
}
label { display: block; margin: .4rem 0; }
input[type=radio], input[type=checkbox] { width: 1.25rem; height: 1.25rem; vertical-align: -.2rem; accent-color: var(--accent); }
fieldset { border: 0; padding: 0; margin: 0 0 .6rem; min-width: 0; }
textarea, input[type=date] {
  font: inherit; width: 100%; min-height: 3rem; padding: .4rem .8rem; color: inherit;
  background: var(--paper); border: 2px solid var(--line); border-radius: .7rem;
}
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; display: inline-block; padding: .6rem 1rem; }
.note { border-left: 4px solid var(--accent); padding-left: .7rem; font-weight: 600; }
.note.bad { border-color: var(--bad); }
.bad { color: var(--bad); font-weight: 600; }
.form { margin-top: .8rem; }
.form button { margin-top: .6rem; }
.many { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.choice { min-height: 2.75rem; display: flex; align-items: center; gap: .4rem; }
legend { font-weight: 600; padding: 0; }
h3.day { color: var(--ink); margin: 0; }
:target, [tabindex="-1"] { scroll-margin-top: 1rem; }
p, h1, h2, h3, summary, label, legend, a { overflow-wrap: anywhere; }
footer { padding: 1.5rem 1rem 3rem; color: var(--soft); }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; scroll-behavior: auto !important; } }
@media print {
  body { background: #fff; color: #000; font-size: 12pt; }
  button, .form, .skip, #language, input { display: none !important; }
  .card { break-inside: avoid; border-color: #000; }
  details > *:not(summary) { display: block; }
}
`;
