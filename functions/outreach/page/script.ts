/**
 * What the patient's page does, as the browser runs it. It reads the signed token from the URL's
 * fragment, which no server ever sees, and shows what the API answers as text, never as markup.
 *
 * The focus never falls to the body: everything that is drawn anew has a key, and what was focused is
 * focused again by it; what vanished names the place where the focus goes. Nothing is disabled while it
 * works, for the focus leaves what is disabled. What happened is said beside where it was asked for, and
 * in a live region that is there from the start.
 */
export const script = String.raw`
'use strict';
(() => {
  const words = JSON.parse(document.getElementById('words').textContent);
  const main = document.querySelector('main');
  const title = document.querySelector('h1');
  const say = document.getElementById('say');
  const alarm = document.getElementById('alarm');
  const ourNumber = document.querySelector('footer a').textContent;
  let language = (navigator.language || 'en').startsWith('es') ? 'es' : 'en';
  let state = {};
  let note = {};
  const receipt = { name: '', relationship: 'self' };
  const t = (key) => words[language][key];
  const locale = () => (language === 'es' ? 'es-US' : 'en-US');

  const fromLink = location.hash.slice(1);
  if (fromLink) {
    if (sessionStorage.getItem('link') !== fromLink) sessionStorage.removeItem('pass');
    sessionStorage.setItem('link', fromLink);
    history.replaceState(null, '', location.pathname);
  }
  addEventListener('hashchange', () => { if (location.hash.length > 20) location.reload(); });
  const token = fromLink || sessionStorage.getItem('link') || '';

  const call = async (method, path, body, seen) => {
    const pass = sessionStorage.getItem('pass');
    const answer = await fetch('/patients/me' + path, {
      method,
      headers: {
        authorization: 'Bearer ' + token,
        ...(pass ? { 'x-page-pass': pass } : {}),
        ...(seen === undefined ? {} : { 'if-match': '"' + seen + '"' }),
        ...(body ? { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) {
      const { code, current, left, items } = await answer.json().catch(() => ({}));
      throw Object.assign(new Error('refused'), { status: answer.status, code, current, left, items });
    }
    return ['/calendar', '/education/file'].includes(path) ? answer.blob() : answer.json();
  };

  const save = async (path, download) => {
    const link = make('a', { href: URL.createObjectURL(await call('GET', path)), download });
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const make = (tag, props, ...children) => {
    const { key, attributes, ...rest } = props;
    const node = Object.assign(document.createElement(tag), rest);
    if (key) node.dataset.key = key;
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    node.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
    return node;
  };
  /** Says what happened: in the region that is read out, and at the place with this key. */
  const tell = (text, at, bad) => {
    (bad ? alarm : say).textContent = text;
    (bad ? say : alarm).textContent = '';
    note = { at, text, bad };
    draw();
  };
  const noteAt = (at) =>
    note.at === at && make('p', { className: note.bad ? 'note bad' : 'note', key: 'note:' + at, tabIndex: -1 }, note.text);
  const dialed = (number) => {
    const digits = number.replace(/[^+\d]/g, '');
    return digits.length === 10 ? '+1' + digits : digits;
  };
  const phone = (number) => make('a', { href: 'tel:' + dialed(number) }, number);
  const find = (key) => key && [...document.querySelectorAll('[data-key]')].find((node) => node.dataset.key === key);
  const focus = (...keys) => (keys.map(find).find(Boolean) || title).focus();

  /** A button whose work is not begun twice; it keeps the focus while it works. */
  const button = (label, key, work, more = {}) => {
    const node = make('button', { type: 'button', key, ...more }, label);
    let busy = false;
    node.addEventListener('click', async () => {
      if (busy) return;
      busy = true;
      node.setAttribute('aria-busy', 'true');
      const at = key.slice(key.indexOf(':') + 1);
      try {
        await work();
      } catch (error) {
        const changed = error.code === 'visit-changed';
        if (changed) keepVisit(error.current);
        if (error.code === 'birth-date-needed') return entry(error);
        if (error.status === 401) return dead();
        tell(t(changed ? 'changed' : 'failed'), at, true);
        focus('note:' + at, key);
      } finally {
        busy = false;
        node.removeAttribute('aria-busy');
      }
    });
    return node;
  };

  const day = (visit) =>
    new Intl.DateTimeFormat(locale(), { timeZone: visit.zone, weekday: 'long', day: 'numeric', month: 'long' })
      .format(new Date(visit.startsAt));
  const hour = (instant, zone) =>
    new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })
      .format(new Date(instant));
  const dateOnly = (on) =>
    new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' })
      .format(new Date(on + 'T12:00:00Z'));

  const keepVisit = (visit) => {
    state.visits = state.visits.map((each) => (each.visitId === visit.visitId ? visit : each));
  };

  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  const parts = ['morning', 'midday', 'afternoon'];
  const opened = new Set();
  /** Read before anything is drawn anew: the event of opening comes later, and may come too late. */
  const keepOpened = () => {
    for (const { dataset, open } of main.querySelectorAll('details'))
      if (open) opened.add(dataset.key);
      else opened.delete(dataset.key);
  };
  /** What is written and not sent yet, by key: it is there again when the page is drawn anew. */
  const drafts = {};
  const draft = (key, tag, props) => {
    const node = make(tag, { ...props, key, id: key });
    const field = props.type === 'checkbox' || props.type === 'radio' ? 'checked' : 'value';
    if (key in drafts) node[field] = drafts[key];
    node.addEventListener('input', () => {
      if (props.type === 'radio')
        for (const other of Object.keys(drafts)) if (other.startsWith(props.name + '/')) drafts[other] = false;
      drafts[key] = node[field];
    });
    return node;
  };
  const choice = (key, type, label, name) =>
    make('label', { className: 'choice' }, draft(key, 'input', { type, name: name || '' }), ' ' + label);
  const forget = (start) => {
    for (const key of Object.keys(drafts)) if (key.startsWith(start)) delete drafts[key];
  };

  /** Free times of a visit, by its id and revision: they are asked for when the form opens. */
  const times = {};
  const timesOf = (visit) => times[visit.visitId + '/' + visit.revision] || [];
  const askTimes = async (visit, path) => {
    const { items } = await call('GET', path + '/times').catch(() => ({ items: [] }));
    times[visit.visitId + '/' + visit.revision] = items;
  };
  const timeWords = ({ startsAt }, zone) => day({ startsAt, zone }) + ', ' + hour(startsAt, zone);

  /** Times that are free: one that is chosen is theirs at once. What does not suit goes to a person. */
  const timesForm = (visit, path) => {
    const id = visit.visitId;
    const at = 'time-' + id;
    const free = timesOf(visit);
    return free.length > 0 && make('div', { className: 'form' },
      make('fieldset', {}, make('legend', {}, t('freeTimes')),
        ...free.map((time) => choice(at + '/' + time.startsAt, 'radio', timeWords(time, visit.zone), at))),
      button(t('takeTime'), 'take:' + id, async () => {
        const chosen = free.find(({ startsAt }) => drafts[at + '/' + startsAt]);
        if (!chosen) {
          tell(t('timeNeeded'), id, true);
          return focus(at + '/' + free[0].startsAt);
        }
        try {
          keepVisit(await call('POST', path + '/time', { startsAt: chosen.startsAt }, visit.revision));
        } catch (error) {
          if (error.code !== 'time-taken') throw error;
          forget(at);
          times[id + '/' + visit.revision] = error.items || [];
          tell(t('timeGone'), id, true);
          return focus('note:' + id, 'state:' + id);
        }
        opened.delete('move-' + id);
        forget(at);
        tell(t('timeTaken'), id);
        focus('note:' + id, 'state:' + id);
      }, { className: 'main' }),
      make('p', { className: 'soft' }, t('noneSuits')));
  };

  const moveForm = (visit, path) => {
    const id = visit.visitId;
    const at = 'move-' + id;
    const wishes = ['earlier', 'later', 'other-time-of-day', 'cannot-come'];
    return make('div', { className: 'form' },
      make('fieldset', {}, make('legend', {}, t('moveWish')),
        ...wishes.map((wish) => choice(at + '/' + wish, 'radio', t(wish), at))),
      make('fieldset', {}, make('legend', {}, t('suits')),
        make('div', { className: 'many' }, ...weekdays.map((one) => choice(at + '-day/' + one, 'checkbox', t(one)))),
        make('div', { className: 'many' }, ...parts.map((one) => choice(at + '-part/' + one, 'checkbox', t(one))))),
      make('label', { htmlFor: at + '-words' }, t('ownWords')),
      draft(at + '-words', 'textarea', { maxLength: 300, rows: 2 }),
      button(t('send'), 'send:' + id, async () => {
        const wish = wishes.find((one) => drafts[at + '/' + one]);
        if (!wish) {
          tell(t('wishNeeded'), id, true);
          return focus(at + '/earlier');
        }
        const chosen = (list, kind) => list.filter((one) => drafts[at + '-' + kind + '/' + one]);
        const days = chosen(weekdays, 'day');
        const times = chosen(parts, 'part');
        const both = days.length === 0 ? times.map((part) => ({ part }))
          : times.length === 0 ? days.map((weekday) => ({ weekday }))
          : days.flatMap((weekday) => times.map((part) => ({ weekday, part })));
        const said = (drafts[at + '-words'] || '').replace(/\s+/g, ' ').trim();
        keepVisit(await call('POST', path + '/move-request',
          { wish, ...(said ? { words: said } : {}), ...(both.length > 0 ? { times: both.slice(0, 10) } : {}) }, visit.revision));
        opened.delete(at);
        forget(at);
        tell(t('moveAsked'), id);
        focus('note:' + id, 'state:' + id);
      }, { className: 'main' }));
  };

  const questions = ['fever', 'infection', 'pregnancy', 'newMedicine', 'hospitalStay', 'vaccination'];
  /** What is new: a clinician calls first, and the visit waits. The emergency words stand before all else. */
  const healthForm = (visit, path) => {
    const id = visit.visitId;
    const at = 'health-' + id;
    return make('div', { className: 'form' },
      make('p', { className: 'bad' }, t('emergency')),
      make('fieldset', {}, make('legend', {}, t('isNew')),
        ...questions.map((one) => choice(at + '-yes/' + one, 'checkbox', t(one)))),
      make('fieldset', {}, make('legend', {}, t('notWell')),
        ...['mild', 'moderate', 'severe'].map((one) => choice(at + '/' + one, 'radio', t(one), at))),
      make('label', { htmlFor: at + '-words' }, t('ownWords')),
      draft(at + '-words', 'textarea', { maxLength: 300, rows: 2 }),
      button(t('send'), 'tell:' + id, async () => {
        const yes = questions.filter((one) => drafts[at + '-yes/' + one]);
        const symptom = ['mild', 'moderate', 'severe'].find((one) => drafts[at + '/' + one]);
        if (yes.length === 0 && !symptom) {
          tell(t('newNeeded'), id, true);
          return focus(at + '-yes/fever');
        }
        const said = (drafts[at + '-words'] || '').replace(/\s+/g, ' ').trim();
        keepVisit(await call('POST', path + '/health', { yes, ...(symptom ? { symptom } : {}), ...(said ? { words: said } : {}) }));
        opened.delete(at);
        forget(at);
        tell(t('healthTold'), id);
        focus('note:' + id, 'state:' + id);
      }, { className: 'main' }));
  };

  const visitCard = (visit) => {
    const id = visit.visitId;
    const path = '/visits/' + encodeURIComponent(id);
    const at = 'move-' + id;
    const good = visit.status === 'confirmed' || visit.status === 'completed';
    const isHome = visit.setting === 'home';
    const place = visit.place;
    const reader = state.me.reader;
    const acts = !reader || reader.may === 'act';
    const mayConfirm = acts && visit.mayConfirm;
    const mayAskToMove = acts && visit.mayAskToMove;
    const ahead = visit.mayConfirm || visit.mayAskToMove;
    return make('article', { className: 'card', attributes: { 'aria-labelledby': 'day-' + id } },
      make('h3', { className: 'day', id: 'day-' + id }, day(visit)),
      make('p', {}, t(isHome ? 'nurseComes' : 'come') + ' ', make('strong', {}, hour(visit.startsAt, visit.zone))),
      make('p', {}, t('until') + ' ' + hour(visit.endsAt, visit.zone)),
      make('p', {}, isHome ? t('home') : place ? place.name : ''),
      place && place.address && make('p', {}, place.address + ' ',
        make('a', { href: place.map, target: '_blank', rel: 'noopener noreferrer' }, t('map'))),
      place && make('p', {}, phone(place.phone)),
      ahead && state.lessons.length > 0 && make('p', {}, make('a', { href: '#lessons' }, t('prepare'))),
      make('p', { className: 'state ' + (good ? 'good' : 'warn'), key: 'state:' + id, tabIndex: -1 }, t(visit.status)),
      visit.moveRequestedAt && note.at !== id && make('p', { className: 'soft' }, t('moveAsked')),
      visit.awaitsCall && note.at !== id && make('p', { className: 'note' }, t('healthTold')),
      noteAt(id),
      (ahead || visit.mayTell) && make('div', { className: 'row' },
        mayConfirm && button(t('confirm'), 'confirm:' + id, async () => {
          keepVisit(await call('POST', path + '/confirmation', {}, visit.revision));
          tell(t('thanks'), id);
          focus('note:' + id, 'state:' + id);
        }, { className: 'main' }),
        mayAskToMove && button(t('move'), 'move:' + id, async () => {
          if (!opened.delete(at)) {
            await askTimes(visit, path);
            opened.add(at);
          }
          note = {};
          draw();
        }, { attributes: { 'aria-expanded': String(opened.has(at)) } }),
        visit.mayTell && button(t('tellNew'), 'new:' + id, async () => {
          if (!opened.delete('health-' + id)) opened.add('health-' + id);
          note = {};
          draw();
        }, { attributes: { 'aria-expanded': String(opened.has('health-' + id)) } })),
      mayAskToMove && opened.has(at) && timesForm(visit, path),
      mayAskToMove && opened.has(at) && moveForm(visit, path),
      visit.mayTell && opened.has('health-' + id) && healthForm(visit, path));
  };

  const askedBy = (question) => {
    const { reader, givenName } = state.me;
    return question.askedBy === (reader && reader.name) ? t('youAsked') : (question.askedBy || givenName) + ' ' + t('hasAsked');
  };

  const lessonCard = (lesson) => {
    const { referralId, itemId, version, question } = lesson;
    const id = referralId + '/' + itemId;
    const ask = 'ask-' + id;
    const done = Boolean(lesson.acknowledgedAt);
    const send = async (understanding, more) => {
      if (!receipt.name.trim()) {
        tell(t('nameNeeded'), 'reader', true);
        return focus('name');
      }
      return call('POST', '/acknowledgements',
        { referralId, itemId, version, understanding, name: receipt.name.trim(), relationship: receipt.relationship, ...more });
    };
    const isOpen = opened.has('lesson-' + id);
    const summary = make('summary', { key: 'summary:' + id }, lesson.title,
      done && make('span', { className: 'mark' }, '✓ ' + t('read')));
    return make('details', { className: 'card', key: 'lesson-' + id, open: isOpen }, summary,
      ...lesson.text.split('\n').map((line) => make('p', {}, line)),
      make('p', { className: 'soft' }, t('askYourself') + ' ' + lesson.ask),
      !lesson.review.reviewer && make('p', { className: 'soft small' }, t('unreviewed')),
      question && question.words && make('p', { className: 'soft' }, askedBy(question) + ' ' + question.words),
      question && question.answer && make('p', { className: 'note' }, t('answered') + ' ' + question.answer.words),
      question && question.again && make('p', { className: 'note' },
        question.again.person + ' ' + t('explainsAgain') + ' ' + dateOnly(question.again.on) + '.'),
      question && !question.answer && !question.again && note.at !== id && make('p', { className: 'note' }, t('asked')),
      noteAt(id),
      !done && make('div', { className: 'row' },
        button(t('understood'), 'understood:' + id, async () => {
          const answer = await send('understood');
          if (!answer) return;
          lesson.acknowledgedAt = answer.at;
          tell(t('read'), '');
          focus('summary:' + id);
        }, { className: 'main' }),
        button(t('teachAgain'), 'again:' + id, async () => {
          if (!opened.delete(ask)) opened.add(ask);
          note = {};
          draw();
        }, { attributes: { 'aria-expanded': String(opened.has(ask)) } })),
      !done && opened.has(ask) && make('div', { className: 'form' },
        make('label', { htmlFor: ask + '-words' }, t('whatUnclear')),
        draft(ask + '-words', 'textarea', { maxLength: 500, rows: 2 }),
        button(t('send'), 'ask:' + id, async () => {
          const said = (drafts[ask + '-words'] || '').trim();
          const answer = await send('teach-me-again', said ? { question: said } : {});
          if (!answer) return;
          lesson.question = {
            askedAt: answer.at,
            ...(state.me.reader ? { askedBy: state.me.reader.name } : receipt.relationship === 'caregiver' ? { askedBy: receipt.name.trim() } : {}),
            ...(said ? { words: said } : {}),
          };
          opened.delete(ask);
          forget(ask);
          tell(t('asked'), id);
          focus('note:' + id);
        }, { className: 'main' })));
  };

  const whoReads = () => {
    const name = make('input', { type: 'text', id: 'reader', key: 'name', autocomplete: 'name', maxLength: 100, value: receipt.name });
    name.addEventListener('input', () => { receipt.name = name.value; });
    const who = (value) => {
      const input = make('input', { type: 'radio', name: 'who', key: 'who:' + value, checked: receipt.relationship === value });
      input.addEventListener('change', () => { receipt.relationship = value; });
      return make('label', { className: 'choice' }, input, ' ' + t(value));
    };
    return make('div', { className: 'card' },
      make('label', { htmlFor: 'reader' }, t('yourName')), name, noteAt('reader'), who('self'), who('caregiver'));
  };

  const lessons = () => {
    if (state.lessons.length === 0) return [];
    const open = state.lessons.some((lesson) => !lesson.acknowledgedAt);
    const groups = ['assignment', 'before-first-visit', 'day-of', 'after-visit'].flatMap((moment) => {
      const here = state.lessons.filter((lesson) => lesson.moment === moment);
      return here.length === 0 ? [] : [make('h3', {}, t(moment)), ...here.map(lessonCard)];
    });
    return [make('h2', { id: 'lessons', tabIndex: -1 }, t('lessons')),
      open ? whoReads() : make('p', {}, t('lessonsDone')), ...groups,
      // On paper every lesson stands open; on the page it is as it was.
      make('div', { className: 'row' }, button(t('print'), 'print:', async () => {
        const closed = [...main.querySelectorAll('details:not([open])')];
        for (const one of closed) one.open = true;
        print();
        for (const one of closed) one.open = false;
      }), button(t('lessonsFile'), 'file:', () => save('/education/file', 'lessons.pdf')))];
  };

  const channelCard = ({ channel, known, status }) => {
    const on = status === 'given';
    return make('div', { className: 'card row' },
      make('span', {}, t(channel) + ': ' + (known ? t(on ? 'on' : 'off') : t('unknown'))),
      known && button(t(on ? 'stop' : 'allow') + ' (' + t(channel) + ')', 'channel:' + channel, async () => {
        state.me = await call('POST', '/preferences', { [channel]: on ? 'withdrawn' : 'given' });
        tell(t('saved'), channel);
        focus('channel:' + channel);
      }),
      noteAt(channel));
  };

  /** Who else may see and act: for the patient alone to say. A new one has a mail address of their own. */
  const access = () => {
    const mail = state.me.channels.find(({ channel }) => channel === 'mail');
    const { caregiver } = mail;
    if (state.me.reader || (mail.known && !caregiver)) return [];
    const choose = async (choice, at) => {
      state.me = await call('POST', '/preferences', { caregiver: choice });
      tell(t('saved'), 'access');
      focus(at, 'note:access');
    };
    const other = caregiver && (caregiver.may === 'see' ? 'act' : 'see');
    return [make('h2', {}, t('access')), make('div', { className: 'card' },
      ...(caregiver
        ? [make('p', {}, caregiver.name + ': ' + t('may-' + caregiver.may)),
          make('div', { className: 'row' },
            button(t('let-' + other), 'let:', () => choose({ may: other }, 'let:')),
            button(t('endAccess'), 'end:', () => choose({ may: 'none' }, 'note:access')))]
        : [make('p', {}, t('accessWhy')),
          make('label', { htmlFor: 'helper-name' }, t('helperName')), draft('helper-name', 'input', { type: 'text', maxLength: 80 }),
          make('label', { htmlFor: 'helper-mail' }, t('helperMail')), draft('helper-mail', 'input', { type: 'email', maxLength: 254 }),
          choice('helper-act', 'checkbox', t('may-act')),
          make('div', { className: 'row' }, button(t('giveAccess'), 'give:', async () => {
            const [name, email] = ['helper-name', 'helper-mail'].map((key) => (drafts[key] || '').trim());
            if (!name || !/^\S+@\S+\.\S+$/.test(email)) {
              tell(t('helperNeeded'), 'access', true);
              return focus(name ? 'helper-mail' : 'helper-name');
            }
            await choose({ name, mail: email, may: drafts['helper-act'] ? 'act' : 'see' }, 'let:');
            forget('helper-');
          }))]),
      noteAt('access'))];
  };

  const progress = () => {
    const told = state.progress.filter(({ step }) => step !== 'visits-set' && step !== 'done');
    if (told.length === 0) return [];
    return [make('h2', {}, t('standing')), ...told.map(({ step, from }) =>
      make('div', { className: 'card' }, make('p', {}, t('step-' + step)),
        from && make('p', { className: 'soft' }, t('awaited') + ' ' + t('from-' + from))))];
  };

  const languageSwitch = (work) => {
    const other = language === 'en' ? 'es' : 'en';
    const node = button(t('other'), 'language:', () => work(other), { className: 'plain', lang: other });
    document.getElementById('language').replaceChildren(node);
  };

  const frame = (heading) => {
    document.documentElement.lang = language;
    document.title = t('title');
    title.textContent = heading;
    document.getElementById('skip').textContent = t('skip');
    document.getElementById('emergency').textContent = t('emergency');
  };

  const draw = () => {
    const { me, visits } = state;
    if (!me) return;
    keepOpened();
    const now = new Date().toISOString();
    const ahead = visits.filter(({ status, endsAt }) => endsAt >= now && status !== 'cancelled');
    const past = visits.filter((visit) => !ahead.includes(visit));
    const active = document.activeElement;
    const key = active && active.dataset ? active.dataset.key : undefined;
    const had = active && active !== document.body;
    frame(t('hello') + ' ' + (me.reader ? me.reader.name : me.givenName));
    languageSwitch(async (other) => {
      state.me = await call('POST', '/preferences', { language: other });
      await load();
      say.textContent = t('title');
      focus('language:');
    });
    const pastList = make('details', { key: 'past', open: opened.has('past') }, make('summary', { key: 'summary:past' }, t('past')), ...past.map(visitCard));
    main.replaceChildren(
      ...(me.reader ? [make('p', { className: 'soft' }, t('pageOf') + ' ' + me.givenName)] : []),
      ...progress(),
      make('h2', { id: 'visits', tabIndex: -1 }, t('visits')),
      ...(ahead.length > 0 ? ahead.map(visitCard) : [make('p', {}, t('noVisits'))]),
      ...(ahead.length > 0 ? [make('div', { className: 'row' }, button(t('calendar'), 'calendar:', async () => {
        await save('/calendar', 'visits.ics');
      }))] : []),
      ...lessons(),
      ...(past.length > 0 ? [pastList] : []),
      make('h2', {}, t('messages')),
      ...me.channels.filter(({ caregiver }) => !me.reader || caregiver).map(channelCard),
      ...access());
    if (had && document.activeElement === document.body) focus(key);
  };

  /** The link alone opens nothing: whoever has it says the patient's birth date. */
  const entry = ({ code, left }) => {
    keepOpened();
    state = {};
    frame(t('title'));
    languageSwitch(async (other) => {
      language = other;
      entry({ code, left });
      focus('language:');
    });
    const shut = code === 'too-many-tries' || left === 0;
    const problem = shut ? t('shut') : code === 'birth-date-wrong' ? t('wrongDate') + ' ' + left
      : code === 'date-needed' ? t('dateNeeded') : '';
    const input = make('input', { type: 'date', id: 'born', key: 'born', autocomplete: 'bday',
      attributes: { ...(problem ? { 'aria-invalid': 'true' } : {}), 'aria-describedby': 'born-problem' } });
    const form = make('form', { className: 'card', noValidate: true },
      make('p', {}, t('birthDateOf')),
      make('label', { htmlFor: 'born' }, t('birthDate')), input,
      make('p', { id: 'born-problem', className: 'bad' }, problem),
      make('p', {}, t('callUs') + ' ', phone(ourNumber)),
      !shut && make('button', { type: 'submit', className: 'main', key: 'enter' }, t('open')));
    let busy = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (busy || shut) return;
      if (!input.value) {
        entry({ code: 'date-needed', left });
        return focus('born');
      }
      busy = true;
      try {
        const { pass } = await call('POST', '/entry', { birthDate: input.value });
        sessionStorage.setItem('pass', pass);
        await load();
        title.focus();
      } catch (error) {
        if (error.left === undefined && error.status !== 403) {
          if (error.status === 401 || error.status === 404) return dead();
          alarm.textContent = t('failed');
          input.focus();
          busy = false;
          return;
        }
        entry(error);
        alarm.textContent = document.getElementById('born-problem').textContent;
        focus('born');
      }
    });
    main.replaceChildren(form);
  };

  /** A link that no longer works says whom to call. */
  const dead = (failed) => {
    state = {};
    frame(t('title'));
    languageSwitch(async (other) => {
      language = other;
      dead(failed);
      focus('language:');
    });
    const text = t(failed ? 'failed' : 'expired');
    main.replaceChildren(make('div', { className: 'card' }, make('p', {}, text),
      make('p', {}, t('callUs') + ' ', phone(ourNumber))));
    alarm.textContent = text;
    if (document.activeElement === document.body) title.focus();
  };

  const load = async () => {
    try {
      if (!token) return dead();
      const [me, visits, education] = await Promise.all(
        [call('GET', ''), call('GET', '/visits'), call('GET', '/education')]);
      language = me.language;
      if (me.reader && !receipt.name) Object.assign(receipt, { name: me.reader.name, relationship: 'caregiver' });
      state = { me, visits: visits.items, progress: visits.progress, lessons: education.items };
      draw();
    } catch (error) {
      if (error.code === 'birth-date-needed') return entry(error);
      dead(![401, 403, 404].includes(error.status));
    }
  };

  document.documentElement.lang = language;
  main.replaceChildren(make('p', { className: 'soft' }, t('loading')));
  load();
})();
`;
