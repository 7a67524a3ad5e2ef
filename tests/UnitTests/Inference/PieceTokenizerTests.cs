using System.Text;
using Platform.Contracts;
using Platform.Inference;

namespace Platform.UnitTests.Inference;

public sealed class PieceTokenizerTests
{
    private const int Offset = 3;
    private const int Largest = 250;
    private static readonly string[] Pieces =
    [
        " + ",
        " = ",
        "+",
        "the",
        "then",
        "e",
        "\n# Answer\n",
        "é",
        "𝑥",
        "🙂👍",
    ];

    private static readonly Tokenizer Tokenizer = Load(Offset, Largest, Pieces);

    [Theory]
    [InlineData("7", new[] { 266 })]
    [InlineData("250", new[] { 509 })]
    [InlineData("251", new[] { 53, 56, 52 })]
    [InlineData("0", new[] { 259 })]
    [InlineData("07", new[] { 51, 58 })]
    [InlineData("99999999999999999999", null)]
    [InlineData("12 + 30 = 42", new[] { 271, 510, 289, 511, 301 })]
    [InlineData("1.5", new[] { 260, 49, 264 })]
    [InlineData("a1b", new[] { 100, 260, 101 })]
    [InlineData("theme", new[] { 513, 112, 515 })]
    [InlineData("then", new[] { 514 })]
    [InlineData("thnthe", new[] { 119, 107, 113, 513 })]
    [InlineData("\n# Answer\n7", new[] { 516, 266 })]
    [InlineData("𝑥é𝑦", new[] { 518, 517, 243, 160, 148, 169 })]
    [InlineData("٣", new[] { 220, 166 })]
    [InlineData("\0", new[] { 3 })]
    public void Ids_are_as_documented(string text, int[]? ids)
    {
        ids ??= [.. text.Select(digit => Offset + digit)];
        Assert.Equal(ids, Encode(Tokenizer, text));
        Assert.Equal(text, Tokenizer.Decode(ids));
    }

    [Fact]
    public void Ids_are_those_of_the_obvious_loop()
    {
        var random = new Random(5);
        string[] parts = [.. Pieces, "0", "7", "25", "251", "00", "12345", "t", "th", " ", "\n", "#", "👍", "é", "数"];
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)])
            );
            Assert.Equal(Obvious(text), Encode(Tokenizer, text));
        }
    }

    [Fact]
    public void Any_text_comes_back()
    {
        var random = new Random(6);
        for (var i = 0; i < 2000; i++)
        {
            var text = AnyUnicode.Text(random);
            var ids = Encode(Tokenizer, text);
            Assert.Equal(text, Tokenizer.Decode(ids));
            Assert.All(ids, id => Assert.InRange(id, Offset, Offset + 256 + Largest + Pieces.Length));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_is_the_replacement_character()
    {
        foreach (var text in new[] { "a\uD83D", "\uDE00b", "\uD83D7" })
        {
            Assert.Equal(
                Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)),
                Tokenizer.Decode(Encode(Tokenizer, text))
            );
        }
    }

    [Fact]
    public void Numbers_and_pieces_may_be_absent()
    {
        var bytes = Load(1, null, null);
        Assert.Equal([50, 56], Encode(bytes, "17"));
        Assert.Equal([257], Encode(Load(1, null, ["x"]), "x"));
    }

    private static Tokenizer Load(int offset, int? largest, string[]? pieces) =>
        Tokenizer.Load(
            new ManifestTokenizer("pieces", 0, null, null, offset, null, largest, pieces),
            "no file is needed"
        );

    private static List<int> Encode(Tokenizer tokenizer, string text)
    {
        var ids = new List<int>();
        tokenizer.Encode(text, ids);
        return ids;
    }

    private static List<int> Obvious(string text)
    {
        var numbers = Enumerable.Range(0, Largest + 1).Select(n => $"{n}").ToList();
        var ids = new List<int>();
        for (var taken = ""; text != ""; text = text[taken.Length..])
        {
            var digits = string.Concat(text.TakeWhile(char.IsAsciiDigit));
            var fits = Pieces.Where(p => text.StartsWith(p, StringComparison.Ordinal)).ToList();
            taken = digits != "" ? digits : fits.MaxBy(p => p.Length) ?? $"{text.EnumerateRunes().First()}";
            if (numbers.Contains(taken))
            {
                ids.Add(Offset + 256 + numbers.IndexOf(taken));
            }
            else if (fits.Contains(taken))
            {
                ids.Add(Offset + 256 + Largest + 1 + Array.IndexOf(Pieces, taken));
            }
            else
            {
                ids.AddRange(Encoding.UTF8.GetBytes(taken).Select(b => Offset + b));
            }
        }
        return ids;
    }
}
