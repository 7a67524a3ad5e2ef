using System.Collections.Frozen;
using System.Numerics;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>Numbers in words: "five", "twenty-five", "5 million", "3万".</summary>
internal static class Numerals
{
    private static readonly string[] Small =
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".Split(
            ' '
        );

    private static readonly string[] Tens = "twenty thirty forty fifty sixty seventy eighty ninety".Split(' ');

    private static readonly string[] Parts = "half third quarter fifth sixth seventh eighth ninth tenth".Split(' ');
    private static readonly string[] SeveralParts =
        "halves thirds quarters fifths sixths sevenths eighths ninths tenths".Split(' ');

    private static readonly FrozenDictionary<string, BigInteger> Multipliers = new Dictionary<string, BigInteger>
    {
        ["hundred"] = 100,
        ["thousand"] = 1000,
        ["million"] = 1_000_000,
        ["billion"] = 1_000_000_000,
        ["trillion"] = 1_000_000_000_000,
        ["dozen"] = 12,
        ["dozens"] = 12,
        ["百"] = 100,
        ["千"] = 1000,
        ["万"] = 10_000,
        ["亿"] = 100_000_000,
    }.ToFrozenDictionary();

    /// <summary>The number that a word stands for.</summary>
    public static int? Value(string word) =>
        Array.IndexOf(Small, word) is var small and >= 0 ? small
        : Array.IndexOf(Tens, word) is var tens and >= 0 ? (tens + 2) * 10
        : null;

    public static void Settle(List<MathToken> tokens)
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens[i].Kind == TokenKind.Word && Value(tokens[i].Text) is { } value)
            {
                tokens[i] = Number(tokens[i], value);
                Join(tokens, i);
                Divide(tokens, i);
            }
        }
        for (var i = 1; i < tokens.Count; i++)
        {
            var (before, word) = (tokens[i - 1], tokens[i]);
            if (
                word.Kind == TokenKind.Word
                && before.Kind == TokenKind.Number
                && Multipliers.TryGetValue(word.Text, out var multiplier)
            )
            {
                tokens[i - 1] = Number(before, before.Value!.Value * multiplier) with { Text = "." };
                tokens.RemoveAt(i--);
            }
        }
    }

    /// <summary>Joins "twenty" to the "-five" or "five" behind it.</summary>
    private static void Join(List<MathToken> tokens, int i)
    {
        var next = i + 1 < tokens.Count && tokens[i + 1].Is(TokenKind.Operator, "-") ? i + 2 : i + 1;
        if (
            next < tokens.Count
            && tokens[next] is { Kind: TokenKind.Number, IsText: true, Value.Value: var digit }
            && tokens[i].Value!.Value is var tens
            && tens.IsInteger
            && tens > 19
            && digit.IsInteger
            && digit > 0
            && digit < 10
        )
        {
            tokens[i] = Number(tokens[i], tens + digit);
            tokens.RemoveRange(i + 1, next - i);
        }
    }

    /// <summary>"one half", "two-thirds", where nothing but the end follows.</summary>
    private static void Divide(List<MathToken> tokens, int i)
    {
        var next = i + 1 < tokens.Count && tokens[i + 1].Is(TokenKind.Operator, "-") ? i + 2 : i + 1;
        if (
            next == tokens.Count - 1
            && tokens[next] is { Kind: TokenKind.Word, Text: var word }
            && (tokens[i].Value!.Value.IsOne ? Array.IndexOf(Parts, word) : Array.IndexOf(SeveralParts, word))
                is var part
                    and >= 0
        )
        {
            tokens[i] = Number(tokens[i], tokens[i].Value!.Value / (part + 2)) with { Text = MathToken.Decimal };
            tokens.RemoveRange(i + 1, next - i);
        }
    }

    private static MathToken Number(MathToken token, Rational value) =>
        new(TokenKind.Number, "", Expression.Number(value), token.AfterSpace, IsText: true);
}
