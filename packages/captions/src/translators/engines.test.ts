import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EngineServer } from '../testing/engineServer.ts';
import { cleanOutput } from './chatOutput.ts';
import { CHAT_TEMPLATES } from './chatTemplates.ts';
import { LibreTranslate } from './libreTranslate.ts';
import { OpenAiChat } from './openAiChat.ts';
import { newTranslationMemory, type TranslationRequest } from './translator.ts';

let server: EngineServer;
beforeEach(async () => {
  server = await EngineServer.start();
});
afterEach(() => server.close());

const line = (more: Partial<TranslationRequest> = {}): TranslationRequest => ({
  ...{ text: 'Take a deep breath.', from: 'en', to: 'ru', terms: [] },
  ...{ signal: AbortSignal.timeout(5000), memory: newTranslationMemory() },
  ...more,
});

const chat = () =>
  new OpenAiChat(
    'gpu',
    {
      ...{ type: 'openai-chat', url: `${server.url}/v1/`, model: 'some-model', template: 'plain' },
      ...{ parallel: 2, onPremises: false, remote: false, key: 'sesame' },
    },
    [['en', 'ru']],
  );
const libre = () =>
  new LibreTranslate(
    'libre',
    {
      ...{ type: 'libretranslate', url: server.url, codes: { kk: 'kaz' } },
      ...{ onPremises: false, remote: false, key: 'sesame' },
    },
    [['en', 'ru']],
  );

describe('a chat model', () => {
  it('is asked at temperature 0 with its key, and gives the translation alone', async () => {
    server.translate = () => '<think>A breath…</think>\n"Сделайте глубокий вдох."';
    expect(await chat().translate(line())).toEqual({
      ...{ text: 'Сделайте глубокий вдох.', origin: 'translator', engine: 'gpu', flags: [] },
    });
    const [asked] = server.received;
    expect(asked?.authorization).toBe('Bearer sesame');
    expect(asked?.body).toMatchObject({ model: 'some-model', temperature: 0 });
    expect(JSON.stringify(asked?.body)).toContain('from English into Russian');
  });

  it.each(['error', 'garbage', 'html', 'huge', 'redirect', 'cut'] as const)(
    'that answers with "%s" has no answer',
    async (fault) => {
      server.translate = () => 'Сделайте';
      server.fault = fault;
      await expect(chat().translate(line())).rejects.toMatchObject({ name: 'EngineError' });
      expect(server.received).toHaveLength(1);
    },
  );

  it('under load gets as many lines at a time as it takes, and none that nobody waits for', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let most = 0;
    let now = 0;
    server.translate = async (prompt) => {
      most = Math.max(most, ++now);
      if (now === 2) release();
      await held;
      now--;
      return `перевод ${prompt.split('\n').at(-1)}`;
    };
    const engine = chat();
    const texts = Array.from({ length: 18 }, (_, n) => `line ${n}`);
    const answers = texts.slice(0, 17).map((text) => engine.translate(line({ text })));
    const late = new AbortController();
    const given = engine.translate(line({ text: 'line 17', signal: late.signal }));
    late.abort();
    await expect(engine.translate(line())).rejects.toMatchObject({ reason: 'refused' });
    await expect(given).rejects.toMatchObject({ reason: 'timeout' });
    const translated = (await Promise.all(answers)).map(({ text }) => text);
    expect(translated).toEqual(texts.slice(0, 17).map((text) => `перевод ${text}`));
    expect([most, server.received.length]).toEqual([2, 17]);
  });

  it('that writes only its thoughts has no answer', async () => {
    server.translate = () => '<think>The patient says';
    await expect(chat().translate(line())).rejects.toMatchObject({ reason: 'empty' });
  });

  it('that says nothing is given up when the time is over', async () => {
    server.fault = 'silent';
    const signal = AbortSignal.timeout(50);
    await expect(chat().translate(line({ signal }))).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('that is not there has no answer, and the error says nothing of the line', async () => {
    const engine = chat();
    await server.close();
    const failed = await engine.translate(line()).catch(String);
    expect(failed).toBe('EngineError: unreachable');
  });
});

describe('what a model writes', () => {
  it.each([
    ['Вдохните.', 'Вдохните.'],
    ['«Вдохните.»', 'Вдохните.'],
    ['<THINK>hm</THINK>Вдохните.', 'Вдохните.'],
    ['hm</think>\n\nВдохните.', 'Вдохните.'],
    ['Вдохните.\nВыдохните.', 'Вдохните. Выдохните.'],
    ['<think>hm', ''],
  ])('%j is read as %j', (output, translation) => {
    expect(cleanOutput(output, 'Breathe in.')).toBe(translation);
  });

  it('keeps the quotes that the source has', () => {
    expect(cleanOutput('«Ой!»', '"Ouch!"')).toBe('«Ой!»');
  });
});

describe('templates', () => {
  const asked = {
    text: 'I have tuberculosis.',
    from: 'en' as const,
    to: 'ru' as const,
    terms: [{ source: 'tuberculosis', target: 'туберкулёз' }],
  } satisfies Partial<TranslationRequest>;

  it('give the plain one its terms in English', () => {
    const prompt = CHAT_TEMPLATES.plain.prompt(asked);
    expect(prompt).toContain('- tuberculosis = туберкулёз');
    expect(prompt.endsWith('\n\nI have tuberculosis.')).toBe(true);
    expect(CHAT_TEMPLATES.plain.prompt({ ...asked, insist: true })).toContain('must occur');
  });

  it("write Hy-MT's terms in its own syntax", () => {
    expect(CHAT_TEMPLATES['hy-mt'].prompt(asked)).toBe(
      '参考下面的翻译：\ntuberculosis 翻译成 туберкулёз\n\n将以下文本翻译为俄语，注意只需要输出翻译后的结果，不要额外解释：\n\nI have tuberculosis.',
    );
    expect(CHAT_TEMPLATES['hy-mt'].prompt({ ...asked, terms: [] })).toBe(
      'Translate the following segment into Russian, without additional explanation.\n\nI have tuberculosis.',
    );
  });
});

describe('LibreTranslate', () => {
  it("is asked with its own names for languages, and the server's key", async () => {
    server.translate = () => '深呼吸。';
    expect((await libre().translate(line({ from: 'kk', to: 'zh-CN' }))).text).toBe('深呼吸。');
    expect(server.received[0]).toMatchObject({
      path: '/translate',
      body: { q: line().text, source: 'kaz', target: 'zh-Hans', format: 'text', api_key: 'sesame' },
    });
  });

  it('gets what waits in one request, and every line its own translation', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    server.translate = async (text) => {
      await held;
      return `перевод ${text}`;
    };
    const engine = libre();
    const texts = Array.from({ length: 21 }, (_, n) => `line ${n}`);
    const first = [engine.translate(line({ text: 'line 0' }))];
    await Promise.resolve();
    const rest = texts.slice(1).map((text) => engine.translate(line({ text })));
    release();
    const answers = await Promise.all([...first, ...rest]);
    expect(answers.map(({ text }) => text)).toEqual(texts.map((text) => `перевод ${text}`));
    expect(server.received.length).toBeLessThanOrEqual(4);
  });

  it('does not get a line that waited and was given up', async () => {
    const held = Promise.withResolvers<void>();
    server.translate = async (text) => {
      await held.promise;
      return `перевод ${text}`;
    };
    const engine = libre();
    const busy: Promise<unknown>[] = [];
    for (const text of ['one', 'two']) {
      busy.push(engine.translate(line({ text })));
      await new Promise(setImmediate);
    }
    const givenUp = new AbortController();
    const texts = (['mine', 'secret'] as const).map((text) => {
      const signal = text === 'secret' ? givenUp.signal : AbortSignal.timeout(5000);
      return engine.translate(line({ text, signal }));
    });
    givenUp.abort();
    held.resolve();
    const [mine, secret] = await Promise.allSettled(texts);
    expect([mine?.status, secret?.status]).toEqual(['fulfilled', 'rejected']);
    await Promise.all(busy);
    expect(JSON.stringify(server.received)).not.toContain('secret');
  });

  it.each(['error', 'garbage', 'html', 'huge', 'redirect', 'tooMany'] as const)(
    'that answers with "%s" has no answer',
    async (fault) => {
      server.fault = fault;
      await expect(libre().translate(line())).rejects.toMatchObject({ name: 'EngineError' });
    },
  );

  it('goes on after a failure', async () => {
    const engine = libre();
    server.fault = 'error';
    await Promise.allSettled([1, 2, 3, 4].map((n) => engine.translate(line({ text: `${n}` }))));
    server.fault = undefined;
    server.translate = () => 'Вдохните.';
    expect((await engine.translate(line())).text).toBe('Вдохните.');
  });
});
