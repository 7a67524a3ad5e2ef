using System.Text;
using Platform.Inference;

namespace Platform.UnitTests.Inference;

public sealed class TextDecoderTests
{
    private static readonly Tokenizer Bytes = new ByteTokenizer(259, 3, [0, 1, 2]);

    [Fact]
    public void A_character_appears_with_its_last_byte()
    {
        var decoder = new TextDecoder(Bytes);
        var parts = Encoding.UTF8.GetBytes("a🙂é").Select(b => decoder.Next(b + 3).ToString());
        Assert.Equal(["a", "", "", "", "🙂", "", "é"], parts);
        Assert.Equal("", decoder.End().ToString());
    }

    [Fact]
    public void Bytes_that_are_no_character_are_replaced_and_the_next_are_read()
    {
        var random = new Random(4);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            Assert.Equal(Encoding.UTF8.GetString(bytes), Bytes.Decode([.. bytes.Select(b => b + 3)]));
        }
    }

    [Fact]
    public void A_character_that_the_end_cuts_is_replaced_and_the_decoder_begins_anew()
    {
        var decoder = new TextDecoder(Bytes);
        Assert.Equal("", decoder.Next(0xC3 + 3).ToString());
        Assert.Equal("\uFFFD", decoder.End().ToString());
        Assert.Equal("a", decoder.Next('a' + 3).ToString());
    }

    [Fact]
    public void Ids_that_stand_for_no_text_are_left_out_even_within_a_character() =>
        Assert.Equal("é", Bytes.Decode([1, 0xC3 + 3, 2, 0, 7000, -5, 0xA9 + 3]));
}
