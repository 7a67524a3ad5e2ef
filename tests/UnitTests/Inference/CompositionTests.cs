using Platform.Inference;

namespace Platform.UnitTests.Inference;

public sealed class CompositionTests
{
    [Theory]
    [InlineData("plain ASCII", "plain ASCII")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    [InlineData("caf\u00e9 数学 😀", "caf\u00e9 数学 😀")]
    [InlineData("\u212b \u2126", "\u00c5 \u03a9")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("a\u0323\u0302", "\u1ead")]
    [InlineData("a\u0302\u0323", "\u1ead")]
    [InlineData("\u1100\u1161\u11a8", "\uac01")]
    [InlineData("\uac00\u11a8", "\uac01")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("a\u0327b\u0301", "a\u0327b\u0301")]
    [InlineData("\u0301\u0301", "\u0301\u0301")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\ud834\udd5e", "\ud834\udd57\ud834\udd65")]
    public void Text_is_composed_as_Unicode_says(string text, string composed) =>
        Assert.Equal(composed, Composition.Compose(text));

    [Fact]
    public void Composing_twice_changes_nothing()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(
                Enumerable
                    .Range(0, 8)
                    .Select(_ =>
                        "aeouAq\u00e9\u0301\u0302\u0307\u0323\u0327\u0308\u1100\u1161\u11a8\uac00\u3099\u304b"[
                            random.Next(19)
                        ]
                    )
            );
            var once = Composition.Compose(text);
            Assert.Equal(once, Composition.Compose(once));
        }
    }
}
