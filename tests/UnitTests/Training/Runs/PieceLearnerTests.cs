using Platform.Contracts;
using Platform.Training.Models;
using Platform.Training.Runs;

namespace Platform.UnitTests.Training.Runs;

public sealed class PieceLearnerTests
{
    [Fact]
    public void The_texts_that_save_most_tokens_come_first()
    {
        // " plus " saves 5 tokens three times, " is " 3 tokens twice.
        var pieces = PieceLearner.Learn([Example("1 plus 2", "1 plus 2 is 3", "4 plus 5 is 9")], 2);
        Assert.Equal([" plus ", " plus"], pieces);
        Assert.Contains(" is ", PieceLearner.Learn([Example("1 plus 2", "1 plus 2 is 3", "4 plus 5 is 9")], 9));
    }

    [Fact]
    public void Equal_savings_come_in_the_order_of_their_texts_whatever_the_order_of_the_examples()
    {
        TrainingExample[] examples = [Example("bb1aa", "cc2dd"), Example("dd3cc", "aa4bb")];
        Assert.Equal(["aa", "bb", "cc", "dd"], PieceLearner.Learn(examples, 9));
        Assert.Equal(PieceLearner.Learn(examples, 9), PieceLearner.Learn(examples.Reverse(), 9));
    }

    [Fact]
    public void No_piece_has_digits_is_single_or_comes_only_once()
    {
        var pieces = PieceLearner.Learn([Example("x1once2x3x", "Zahl 12 ist größer als 3 ∑ 💡", "ist ∑ 💡")], 100);
        Assert.NotEmpty(pieces);
        Assert.All(
            pieces,
            p =>
            {
                Assert.DoesNotContain(p, char.IsAsciiDigit);
                Assert.True(p.Length > 1);
                Assert.DoesNotContain("once", p);
            }
        );
        Assert.Equal(pieces.Distinct(), pieces);
    }

    [Fact]
    public void Texts_come_back_whole_from_a_tokenizer_with_the_learned_pieces()
    {
        var examples = Toy.Counting(50).Append(Example("größer 💡 als 💡", "größer 💡 als 007 und 1234")).ToList();
        var layout = Toy.Layout([.. PieceLearner.Learn(examples, 40)]);
        var tokenizer = Platform.Inference.Tokenizer.Load(layout.Tokenizer, "");
        foreach (var text in examples.SelectMany(e => e.Steps.Append(e.Statement)))
        {
            var ids = new List<int>();
            tokenizer.Encode(text, ids);
            Assert.Equal(text, tokenizer.Decode(ids));
            Assert.All(ids, id => Assert.InRange(id, TextLayout.FirstByte, layout.Vocabulary - 1));
        }
    }

    private static TrainingExample Example(string statement, params string[] steps) =>
        new(statement, steps, null, true);
}
