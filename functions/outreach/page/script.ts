/**
 * What the patient's page does, as the browser runs it. It reads the signed token from the URL's
 * fragment, which no server ever sees, and shows what the API answers as text, never as markup.
 */
export const script = String.raw`
'use strict';
(() => {
  const words = JSON.parse(document.getElementById('words').textContent);
  const main = document.querySelector('main');
  const say = document.getElementById('say');
  let language = (navigator.language || 'en').startsWith('es') ? 'es' : 'en';
  let state = {};
  const receipt = { name: '', relationship: 'self' };
  const t = (key) => words[language][key];
  const locale = () => (language === 'es' ? 'es-US' : 'en-US');

  const fromLink = location.hash.slice(1);
  if (fromLink) {
    sessionStorage.setItem('link', fromLink);
    history.replaceState(null, '', location.pathname);
  }
  const token = fromLink || sessionStorage.getItem('link') || '';

  const call = async (method, path, body, seen) => {
    const answer = await fetch('/patients/me' + path, {
      method,
      headers: {
        authorization: 'Bearer ' + token,
        ...(seen === undefined ? {} : { 'if-match': '"' + seen + '"' }),
        ...(body ? { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) {
      const { code, current } = await answer.json().catch(() => ({}));
      throw Object.assign(new Error('refused'), { status: answer.status, code, current });
    }
    return answer.json();
  };

  const make = (tag, props, ...children) => {
    const node = Object.assign(document.createElement(tag), props);
    node.append(...children.filter((child) => child !== undefined && child !== null));
    return node;
  };
  const tell = (text, bad) => say.replaceChildren(make('p', { className: bad ? 'bad' : '' }, text));
  const dialed = (number) => {
    const digits = number.replace(/[^+\d]/g, '');
    return digits.length === 10 ? '+1' + digits : digits;
  };
  const phone = (number) => make('a', { href: 'tel:' + dialed(number) }, number);

  /** A button that cannot be pressed twice while its work is under way. */
  const button = (label, className, work) => {
    const node = make('button', { type: 'button', className }, label);
    node.addEventListener('click', async () => {
      node.disabled = true;
      try {
        await work();
      } catch (error) {
        if (error.code === 'visit-changed') replaceVisit(error.current);
        tell(t(error.code === 'visit-changed' ? 'changed' : 'failed'), true);
      }
      node.disabled = false;
    });
    return node;
  };

  const day = (visit) =>
    new Intl.DateTimeFormat(locale(), { timeZone: visit.zone, weekday: 'long', day: 'numeric', month: 'long' })
      .format(new Date(visit.startsAt));
  const hour = (instant, zone) =>
    new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })
      .format(new Date(instant));

  const replaceVisit = (visit) => {
    state.visits = state.visits.map((each) => (each.visitId === visit.visitId ? visit : each));
    draw();
  };

  const visitCard = (visit) => {
    const path = '/visits/' + encodeURIComponent(visit.visitId);
    const wishes = make('div', { className: 'row', hidden: true }, make('p', {}, t('moveWish')));
    for (const wish of ['earlier', 'later', 'other-time-of-day'])
      wishes.append(button(t(wish), '', async () => {
        replaceVisit(await call('POST', path + '/move-request', { wish }, visit.revision));
        tell(t('moveAsked'));
      }));
    const good = visit.status === 'confirmed' || visit.status === 'completed';
    return make('article', { className: 'card' },
      make('p', { className: 'day' }, day(visit)),
      make('p', {}, hour(visit.startsAt, visit.zone)),
      make('p', {}, visit.setting === 'home' ? t('home') : visit.place ? visit.place.name : ''),
      visit.place && make('p', {}, phone(visit.place.phone)),
      make('p', { className: 'state ' + (good ? 'good' : 'warn') }, t(visit.status)),
      visit.moveRequestedAt && make('p', { className: 'soft' }, t('moveAsked')),
      (visit.mayConfirm || visit.mayAskToMove) && make('div', { className: 'row' },
        visit.mayConfirm && button(t('confirm'), 'main', async () =>
          replaceVisit(await call('POST', path + '/confirmation', {}, visit.revision))) || undefined,
        visit.mayAskToMove && !visit.moveRequestedAt && button(t('move'), '', async () => {
          wishes.hidden = !wishes.hidden;
        }) || undefined) || undefined,
      wishes);
  };

  const lessonCard = (lesson) => {
    const done = Boolean(lesson.acknowledgedAt);
    const send = async (understanding) => {
      if (!receipt.name.trim()) return tell(t('nameNeeded'), true);
      const { referralId, itemId, version } = lesson;
      const answer = await call('POST', '/acknowledgements',
        { referralId, itemId, version, understanding, name: receipt.name.trim(), relationship: receipt.relationship });
      if (answer.outcome !== 'acknowledged') return tell(t('asked'));
      lesson.acknowledgedAt = answer.at;
      draw();
    };
    return make('details', { className: 'card' },
      make('summary', {}, lesson.title, done ? make('span', { className: 'mark' }, '✓ ' + t('read')) : ''),
      make('p', {}, lesson.text),
      make('p', { className: 'soft' }, t('askYourself') + ' ' + lesson.ask),
      done ? undefined : make('div', { className: 'row' },
        button(t('understood'), 'main', () => send('understood')),
        button(t('teachAgain'), '', () => send('teach-me-again'))));
  };

  const whoReads = () => {
    const name = make('input', { type: 'text', id: 'reader', autocomplete: 'name', maxLength: 100, value: receipt.name });
    name.addEventListener('input', () => { receipt.name = name.value; });
    const choice = (value) => {
      const input = make('input', { type: 'radio', name: 'who', checked: receipt.relationship === value });
      input.addEventListener('change', () => { receipt.relationship = value; });
      return make('label', {}, input, ' ' + t(value));
    };
    return make('fieldset', { className: 'card' },
      make('label', { htmlFor: 'reader' }, t('yourName')), name, choice('self'), choice('caregiver'));
  };

  const lessons = () => {
    if (state.lessons.length === 0) return [];
    const open = state.lessons.some((lesson) => !lesson.acknowledgedAt);
    const parts = ['assignment', 'before-first-visit', 'day-of', 'after-visit'].flatMap((moment) => {
      const here = state.lessons.filter((lesson) => lesson.moment === moment);
      return here.length === 0 ? [] : [make('h3', {}, t(moment)), ...here.map(lessonCard)];
    });
    return [make('h2', {}, t('lessons')), open ? whoReads() : make('p', {}, t('lessonsDone')), ...parts];
  };

  const channelCard = ({ channel, known, status }) => {
    const on = status === 'given';
    return make('div', { className: 'card row' },
      make('span', {}, t(channel) + ': ' + (known ? t(on ? 'on' : 'off') : t('unknown'))),
      known ? button(t(on ? 'stop' : 'allow'), '', () => choose({ [channel]: on ? 'withdrawn' : 'given' })) : undefined);
  };

  const choose = async (change) => {
    state.me = await call('POST', '/preferences', change);
    if (change.language) return load();
    draw();
  };

  const draw = () => {
    const { me, visits } = state;
    const now = new Date().toISOString();
    const ahead = visits.filter(({ status, endsAt }) => endsAt >= now && status !== 'cancelled');
    const past = visits.filter((visit) => !ahead.includes(visit));
    const open = new Set([...document.querySelectorAll('details[open] > summary')].map((s) => s.firstChild.textContent));
    document.documentElement.lang = language;
    document.title = t('title');
    document.querySelector('h1').textContent = t('hello') + ' ' + me.givenName;
    const other = language === 'en' ? 'es' : 'en';
    document.getElementById('language').replaceChildren(
      Object.assign(button(t('other'), 'plain', () => choose({ language: other })), { lang: other }));
    main.replaceChildren(
      make('h2', {}, t('visits')),
      ...(ahead.length > 0 ? ahead.map(visitCard) : [make('p', {}, t('noVisits'))]),
      ...lessons(),
      ...(past.length > 0 ? [make('details', {}, make('summary', {}, t('past')), ...past.map(visitCard))] : []),
      make('h2', {}, t('messages')),
      ...me.channels.map(channelCard));
    for (const details of main.querySelectorAll('details'))
      details.open = open.has(details.firstChild.firstChild.textContent);
    document.querySelector('footer').replaceChildren(
      make('p', {}, me.careTeam.name + ', ', phone(me.careTeam.phone)), make('p', {}, t('emergency')));
  };

  const load = async () => {
    try {
      const [me, visits, education] = await Promise.all(
        [call('GET', ''), call('GET', '/visits'), call('GET', '/education')]);
      language = me.language;
      state = { me, visits: visits.items, lessons: education.items };
      draw();
    } catch (error) {
      const refused = !token || error.status === 401 || error.status === 403 || error.status === 404;
      document.documentElement.lang = language;
      main.replaceChildren(make('p', { className: 'card', role: 'alert' }, t(refused ? 'expired' : 'failed')));
    }
  };

  main.replaceChildren(make('p', { className: 'soft' }, t('loading')));
  load();
})();
`;
