using static Platform.Synthetic.Chains.Parameter;

namespace Platform.Synthetic.Chains;

/// <summary>
/// The kinds of instructions. Each has one misconception, of the sort that people have: a fence-post count, the percentage
/// of the wrong base, an operation in place of its inverse. The rates decide how often the wrong answer is the common one.
/// </summary>
internal static class Instructions
{
    private static readonly Term X = Term.Amount;
    private static readonly Term Result = Term.Result;

    public static IReadOnlyList<Instruction> All { get; } =
    [
        new(
            "This is after a cut of # percent",
            0.45,
            0.75,
            [new([20, 25, 50])],
            p => p[0] == 50 ? [Times(X, 2)] : [Over(X, WhatIsLeft(p[0])), Plus(X, Result)],
            p => [Over(X, 100 / p[0]), Plus(X, Result)],
            (x, p) => x >= 6 && x % WhatIsLeft(p[0]) == 0
        ),
        new(
            "This is # fewer than the next",
            0.55,
            0.72,
            [Between(2, 9)],
            p => [Plus(X, p[0])],
            p => [Minus(X, p[0])],
            (x, p) => x > p[0]
        ),
        new(
            "Put a post every # metres, both ends",
            0.5,
            0.68,
            [Between(2, 5)],
            p => [Over(X, p[0]), Plus(Result, 1)],
            p => [Over(X, p[0])],
            (x, p) => x > p[0] && x % p[0] == 0
        ),
        new(
            "Count from # up to here, both included",
            0.4,
            0.66,
            [Between(2, 9)],
            p => [Minus(X, p[0]), Plus(Result, 1)],
            p => [Minus(X, p[0])],
            (x, p) => x > p[0]
        ),
        new(
            "Give away one part in #",
            0.6,
            0.62,
            [Between(3, 5)],
            p => [Over(X, p[0]), Minus(X, Result)],
            p => [Over(X, p[0])],
            (x, p) => x % p[0] == 0
        ),
        new("Divide by #", 0.45, 0.6, [Part(2, 4)], p => [Times(X, p[0])], p => [Over(X, p[0])], (_, _) => true),
        new(
            "Take away # less #",
            0.8,
            0.35,
            [Between(2, 11), Between(1, 5)],
            p => [Minus(p[0], p[1]), Minus(X, Result)],
            p => [Minus(X, p[0]), Minus(Result, p[1])],
            (x, p) => p[0] > p[1] && p[0] <= p[1] + 6 && x > p[0] + p[1]
        ),
        new(
            "Add # a day, from # to #",
            0.8,
            0.35,
            [Between(2, 5), Weekday(0, 3), Weekday(1, 5)],
            p => [Times(p[0], p[2] - p[1] + 1), Plus(X, Result)],
            p => [Times(p[0], p[2] - p[1]), Plus(X, Result)],
            (_, p) => p[1] < p[2]
        ),
        new(
            "Go to # less than half",
            0.5,
            0.35,
            [Between(2, 9)],
            p => [Over(X, 2), Minus(Result, p[0])],
            p => [Minus(X, p[0]), Over(Result, 2)],
            (x, p) => x % 2 == 0 && x / 2 > p[0]
        ),
        new(
            "Lose every # one",
            0.5,
            0.35,
            [Ordinal(2, 5)],
            p => [Over(X, p[0]), Minus(X, Result)],
            p => [Minus(X, p[0])],
            (x, p) => x > p[0] && x % p[0] == 0 && x / p[0] != p[0]
        ),
        new(
            "This is # times the next",
            0.7,
            0.3,
            [Between(2, 3)],
            p => [Over(X, p[0])],
            p => [Times(X, p[0])],
            (x, p) => x % p[0] == 0
        ),
        new(
            "Rise by # percent",
            0.7,
            0.25,
            [new([10, 20, 25, 50])],
            p => [Over(X, 100 / p[0]), Plus(X, Result)],
            p => [Plus(X, p[0])],
            (x, p) => x * p[0] % 100 == 0
        ),
        new(
            "Add half of #",
            0.4,
            0.25,
            [Between(4, 18, 2)],
            p => [Over(p[0], 2), Plus(X, Result)],
            p => [Plus(X, p[0]), Over(Result, 2)],
            (_, _) => true
        ),
        new(
            "Go to # more than double",
            0.8,
            0.22,
            [Between(2, 9)],
            p => [Times(X, 2), Plus(Result, p[0])],
            p => [Plus(X, p[0]), Times(Result, 2)],
            (_, _) => true
        ),
        new(
            "Take the mean with #",
            0.7,
            0.2,
            [Between(4, 20, 2)],
            p => [Plus(X, p[0]), Over(Result, 2)],
            p => [Over(p[0], 2), Plus(X, Result)],
            (x, p) => x % 2 == 0 && x != p[0]
        ),
        new("Count in pairs", 0.8, 0.15, [], _ => [Over(X, 2)], _ => [Times(X, 2)], (x, _) => x % 2 == 0),
        new(
            "Buy # packs of #",
            1,
            0.12,
            [Between(2, 5), Between(2, 5)],
            p => [Times(p[0], p[1]), Plus(X, Result)],
            p => [Plus(p[0], p[1]), Plus(X, Result)],
            (_, p) => p[0] != 2 || p[1] != 2
        ),
        new(
            "Give # to each of # friends",
            0.8,
            0.12,
            [Between(2, 5), Between(2, 5)],
            p => [Times(p[0], p[1]), Minus(X, Result)],
            p => [Minus(X, p[0])],
            (x, p) => x > p[0] * p[1]
        ),
        new(
            "Keep at most #",
            0.4,
            0.12,
            [Between(5, 30)],
            p => [new(OperationKind.Minimum, X, p[0])],
            p => [new(OperationKind.Maximum, X, p[0])],
            (x, p) => x != p[0] && Math.Abs(x - p[0]) <= 20
        ),
    ];

    /// <summary>The amount before a cut is this many times what was cut off, less one: x / 4 + x before a cut of 20 percent.</summary>
    private static int WhatIsLeft(int percent) => percent == 50 ? 1 : (100 / percent) - 1;

    private static Operation Plus(Term a, Term b) => new(OperationKind.Add, a, b);

    private static Operation Minus(Term a, Term b) => new(OperationKind.Subtract, a, b);

    private static Operation Times(Term a, Term b) => new(OperationKind.Multiply, a, b);

    private static Operation Over(Term a, Term b) => new(OperationKind.Divide, a, b);
}
