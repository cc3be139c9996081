/** The callee of "plain callee through an unknown value": an ordinary function in every contender. */
export function square(i) {
  return (i * i) & 0xff;
}
