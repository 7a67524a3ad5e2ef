using static Platform.UnitTests.Inference.TinyModel;

namespace Platform.UnitTests.Inference;

public sealed class HeadTests
{
    private static readonly string[] Two = ["negative", "positive"];
    private static readonly string[] Three = ["neutral", "positive", "negative"];

    [Fact]
    public void Label_tokens_are_a_softmax_over_their_logits_alone_at_the_separator()
    {
        var table = Table(128, 1);
        var expected = Softmax(table, '|', 7, 99);
        using var files = new TinyModel(
            TinyGraph.Lookup(table),
            "process",
            "separator",
            new { kind = "labelTokens", labelTokens = new { positive = 99, negative = 7 } },
            Two,
            [expected, expected]
        );
        using var model = files.Load();
        Same([expected, expected, expected], model.Score("what", ["x", "y", "z"]).Probabilities);
    }

    [Fact]
    public void Label_tokens_are_read_where_the_label_is_predicted()
    {
        var table = Table(128, 2);
        using var files = new TinyModel(
            TinyGraph.Lookup(table),
            "process",
            "beforeLabel",
            new { kind = "labelTokens", labelTokens = new { positive = 4, negative = 5 } },
            Two,
            [Softmax(table, 'a', 5, 4), Softmax(table, 'c', 5, 4)]
        );
        using var model = files.Load();
        Same([Softmax(table, 'y', 5, 4)], model.Score("what", ["xy"]).Probabilities);
    }

    [Theory]
    [InlineData(false, TinyGraph.Int64)]
    [InlineData(true, TinyGraph.Int64)]
    [InlineData(false, TinyGraph.Int32)]
    public void A_token_classifier_is_a_softmax_over_its_classes_at_the_step_s_last_token(bool half, int idType)
    {
        var table = Table(3, 3);
        if (half)
        {
            foreach (
                var (row, column) in from r in Enumerable.Range(0, 128)
                from c in Enumerable.Range(0, 3)
                select (r, c)
            )
            {
                table[row, column] = (float)(Half)table[row, column];
            }
        }

        using var files = new TinyModel(
            TinyGraph.Lookup(table, half, idType),
            "process",
            "stepEnd",
            new { kind = "softmax" },
            Three,
            [Softmax(table, 'a', 0, 1, 2), Softmax(table, 'c', 0, 1, 2)]
        );
        using var model = files.Load();
        Same(
            [Softmax(table, 'z', 0, 1, 2), Softmax(table, 'w', 0, 1, 2)],
            model.Score("what", ["z", "w"]).Probabilities
        );
    }

    [Fact]
    public void A_value_goes_through_the_sigmoid()
    {
        var table = Table(1, 4);
        var expected = 1 / (1 + Math.Exp(-table['|', 0]));
        using var files = new TinyModel(
            TinyGraph.LookupValue(table),
            "process",
            "separator",
            new { kind = "sigmoid" },
            ["positive"],
            [
                [expected],
                [expected],
            ]
        );
        using var model = files.Load();
        Same(
            [
                [expected],
            ],
            model.Score("what", ["x"]).Probabilities
        );
    }

    [Fact]
    public void An_outcome_model_without_sequence_dimension_sees_no_padding_through_its_mask()
    {
        var table = Table(2, 5);
        double[] Oracle(string text)
        {
            var (x, y) = (text.Sum(c => table[c, 0]), text.Sum(c => table[c, 1]));
            return [1 / (1 + Math.Exp(y - x)), 1 / (1 + Math.Exp(x - y))];
        }

        using var files = new TinyModel(
            TinyGraph.MaskedSum(table),
            "outcome",
            "pooled",
            new { kind = "softmax" },
            Two,
            [Oracle("q\na|bc|")],
            new { inputs = new { ids = "input_ids", mask = "attention_mask" } }
        );
        using var model = files.Load();
        var prefix = model.Template.Prefix("p");
        var batch = new[] { new[] { "short" }, ["a longer one", "in steps"] };
        var scores = model.Score([.. batch.Select(s => model.Template.Complete(prefix, s).Sequence!)]);
        Same([Oracle("p\nshort|")], scores[0].Probabilities);
        Same([Oracle("p\na longer one|in steps|")], scores[1].Probabilities);
    }

    [Fact]
    public void Logits_of_plus_and_minus_ninety_give_probabilities()
    {
        var table = Table(2, 6);
        (table['|', 0], table['|', 1]) = (-90, 90);
        using var files = new TinyModel(
            TinyGraph.Lookup(table),
            "process",
            "separator",
            new { kind = "softmax" },
            Two,
            [
                [0, 1],
                [0, 1],
            ]
        );
        using var model = files.Load();
        Assert.Equal(1, model.Score("what", ["x"]).Probabilities![0][1]);
    }

    [Fact]
    public void What_is_no_probability_fails_its_solution_and_no_other()
    {
        var table = Table(1, 7);
        for (var row = 0; row < 128; row++)
        {
            table[row, 0] = 0.5f;
        }

        (table['n', 0], table['t', 0]) = (float.NaN, 1.5f);
        using var files = new TinyModel(
            TinyGraph.Lookup(table),
            "process",
            "stepEnd",
            new { kind = "probabilities" },
            ["positive"],
            [
                [0.5],
                [0.5],
            ]
        );
        using var model = files.Load();
        var prefix = model.Template.Prefix("p");
        string[][] solutions =
        [
            ["fine"],
            ["fine", "n"],
            ["t"],
        ];
        var scores = model.Score([.. solutions.Select(s => model.Template.Complete(prefix, s).Sequence!)]);
        Same(
            [
                [0.5],
            ],
            scores[0].Probabilities
        );
        Assert.Equal("the model gave NaN as P(positive) at step 2: not a probability", scores[1].Failure);
        Assert.Equal("the model gave 1.5 as P(positive) at step 1: not a probability", scores[2].Failure);
        Assert.Null(scores[1].Probabilities);
    }

    [Fact]
    public void A_graph_that_miscounts_is_refused_with_its_shape()
    {
        using var files = new TinyModel(
            TinyGraph.OneShort(Table(1, 8)),
            "process",
            "separator",
            new { kind = "sigmoid" },
            ["positive"],
            [
                [0.5],
                [0.5],
            ]
        );
        var error = Assert.Throws<InvalidDataException>(files.Load);
        Assert.Contains("[1, 6, 1] for 1 sequence(s) of 7 tokens: the count of scores is wrong", error.Message);
    }

    private static void Same(double[][] expected, IReadOnlyList<double[]>? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Length, actual.Count);
        foreach (var (e, a) in expected.Zip(actual))
        {
            Assert.All(e.Zip(a), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }
}
