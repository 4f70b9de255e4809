import { act, cleanup, render, screen } from '@testing-library/react';
import { useLive } from './useLive';

function Shown(props: { ask: () => Promise<string>; pause?: number }) {
  const live = useLive(props.ask, () => props.pause);
  return (
    <>
      <p>value {live.value ?? 'none'}</p>
      <p>error {live.error ? String((live.error as Error).message) : 'none'}</p>
      <button onClick={live.reload}>again</button>
      <button onClick={live.askAgain}>then again</button>
    </>
  );
}

function setVisibility(state: 'visible' | 'hidden') {
  Object.defineProperty(document, 'visibilityState', {
    value: state,
    configurable: true,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

const later = (ms: number) =>
  act(async () => {
    await jest.advanceTimersByTimeAsync(ms);
  });

describe('useLive', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(async () => {
    cleanup();
    setVisibility('visible');
    jest.useRealTimers();
  });

  it('asks again after its pause, and keeps the last good answer when a question fails', async () => {
    const ask = jest
      .fn<Promise<string>, []>()
      .mockResolvedValueOnce('one')
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValue('two');
    render(<Shown ask={ask} pause={2000} />);
    await later(0);
    expect(screen.getByText('value one')).toBeInTheDocument();
    await later(1999);
    expect(ask).toHaveBeenCalledTimes(1);
    await later(1);
    expect(screen.getByText('value one')).toBeInTheDocument();
    expect(screen.getByText('error down')).toBeInTheDocument();
    await later(2000);
    expect(screen.getByText('value two')).toBeInTheDocument();
    expect(screen.getByText('error none')).toBeInTheDocument();
  });

  it('rests while nobody looks, and asks at once when somebody does again', async () => {
    const ask = jest.fn(async () => 'x');
    render(<Shown ask={ask} pause={2000} />);
    await later(0);
    setVisibility('hidden');
    await later(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
    await act(async () => setVisibility('visible'));
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('takes no answer for an error after half a minute, and goes on', async () => {
    const ask = jest
      .fn<Promise<string>, []>()
      .mockReturnValueOnce(new Promise(() => {}))
      .mockResolvedValue('late but there');
    render(<Shown ask={ask} pause={2000} />);
    await later(30_000);
    expect(
      screen.getByText('error No answer within 30 seconds'),
    ).toBeInTheDocument();
    await later(2000);
    expect(screen.getByText('value late but there')).toBeInTheDocument();
  });

  it('asks once more, when the answer is there that is on its way, and not while nobody looks', async () => {
    let answerFirst: (value: string) => void = () => {};
    const ask = jest
      .fn<Promise<string>, []>()
      .mockReturnValueOnce(new Promise(resolve => (answerFirst = resolve)))
      .mockReturnValueOnce(new Promise(() => {}))
      .mockResolvedValue('late');
    render(<Shown ask={ask} />);
    await later(0);
    act(() => screen.getByText('then again').click());
    act(() => screen.getByText('then again').click());
    expect(ask).toHaveBeenCalledTimes(1);
    await act(async () => answerFirst('first'));
    expect(screen.getByText('value first')).toBeInTheDocument();
    expect(ask).toHaveBeenCalledTimes(2);
    await later(30_000);
    setVisibility('hidden');
    act(() => screen.getByText('then again').click());
    expect(ask).toHaveBeenCalledTimes(2);
    setVisibility('visible');
    await act(async () => screen.getByText('then again').click());
    expect(screen.getByText('value late')).toBeInTheDocument();
  });

  it('ignores an answer that a newer question has overtaken, and stops when told to', async () => {
    let answerFirst: (value: string) => void = () => {};
    const ask = jest
      .fn<Promise<string>, []>()
      .mockReturnValueOnce(new Promise(resolve => (answerFirst = resolve)))
      .mockResolvedValueOnce('new');
    render(<Shown ask={ask} />);
    await later(0);
    act(() => screen.getByText('again').click());
    await later(0);
    await act(async () => answerFirst('old'));
    await later(60_000);
    expect(screen.getByText('value new')).toBeInTheDocument();
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
