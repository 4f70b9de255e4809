import { answer } from '../__testUtils__/tabTest';
import { mayBeDone } from './mayBeDone';

it.each([
  ['no answer', new TypeError('Failed to fetch'), true],
  ['an answer cut short', new SyntaxError('Unexpected end of JSON'), true],
  ['a gateway that gave up', answer(504, 'Error', 'Gateway Time-out'), true],
  ['a time-out on the way', answer(408, 'Error', 'Request Time-out'), true],
  ['an error of the backend', answer(500, 'Error', 'It broke'), true],
  ['nothing at all', undefined, true],
  ['a refusal', answer(409, 'ConflictError', 'Not now'), false],
  ['bad input', answer(400, 'InputError', 'No reason'), false],
  ['no permission', answer(403, 'NotAllowedError', 'You may not'), false],
  ['nothing there', answer(404, 'NotFoundError', 'No Stage'), false],
  ['too many requests', answer(429, 'Error', 'Later'), false],
])('%s', (_, error, expected) => {
  expect(mayBeDone(error)).toBe(expected);
});
