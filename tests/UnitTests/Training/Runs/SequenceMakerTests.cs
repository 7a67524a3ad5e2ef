using Platform.Contracts;
using Platform.Training.Models;
using Platform.Training.Runs;

namespace Platform.UnitTests.Training.Runs;

public sealed class SequenceMakerTests
{
    // Tokens: "s" is a byte, "7" a number; each step is one byte and its line feed.
    private const int S = TextLayout.FirstByte + 's';
    private const int A = TextLayout.FirstByte + 'a';
    private const int B = TextLayout.FirstByte + 'b';
    private const int C = TextLayout.FirstByte + 'c';
    private const int Feed = TextLayout.LineFeed;

    [Fact]
    public void A_language_model_learns_every_token_of_the_solution_and_its_end()
    {
        var sequence = Made(Objective.Language, Example(null, null, "a", "b"));
        Assert.Equal([TextLayout.Begin, S, TextLayout.Solution, A, Feed, B, Feed, TextLayout.End], sequence.Ids);
        Assert.Equal([false, false, true, true, true, true, true, false], sequence.Next);
        Assert.All(sequence.Classes, c => Assert.Equal(-1, c));
    }

    [Fact]
    public void An_unfinished_solution_has_no_end_to_learn()
    {
        var sequence = Made(Objective.Language, Example(null, null, "a", "b") with { Finished = false });
        Assert.Equal([TextLayout.Begin, S, TextLayout.Solution, A, Feed, B, Feed], sequence.Ids);
        Assert.Equal([false, false, true, true, true, true, false], sequence.Next);
    }

    [Fact]
    public void A_process_model_says_the_class_at_each_step_s_line_feed_and_nothing_after_the_first_incorrect_one()
    {
        var sequence = Made(Objective.Process, Example([1, 0, -1, 1], true, "a", "b", "c", "d"));
        Assert.Equal([TextLayout.Begin, S, TextLayout.Solution, A, Feed, B, Feed, C, Feed], sequence.Ids);
        Assert.Equal([-1, -1, -1, -1, 2, -1, 1, -1, 0], sequence.Classes);
        Assert.DoesNotContain(true, sequence.Next);
    }

    [Fact]
    public void A_step_that_nobody_rated_is_read_but_not_judged()
    {
        var sequence = Made(Objective.Process, Example([null, 1, null], null, "a", "b", "c"));
        Assert.Equal([-1, -1, -1, -1, -1, -1, 2, -1, -1], sequence.Classes);
    }

    [Fact]
    public void A_process_model_s_auxiliary_loss_imitates_the_steps_before_the_first_incorrect_one()
    {
        var sequence = Made(Objective.Process, Example([1, -1, 1], null, "a", "b", "c"), auxiliary: 0.3);
        // Said before "a" and before its line feed; "b" is wrong.
        Assert.Equal([false, false, true, true, false, false, false], sequence.Next);
    }

    [Fact]
    public void A_process_model_imitates_nothing_where_the_first_step_is_incorrect() =>
        Assert.DoesNotContain(true, Made(Objective.Process, Example([-1, 1], null, "a", "b"), auxiliary: 0.3).Next);

    [Fact]
    public void A_soft_label_is_positive_with_the_weight_of_its_fraction_and_0_ends_the_solution()
    {
        var sequence = Made(Objective.Process, Fractions(0.25, null, 1, 0, 0.5));
        Assert.Equal([-1, -1, -1, -1, 2, -1, -1, -1, 2, -1, 0], sequence.Classes);
        Assert.Equal([0.25, 1, 1], sequence.Weights!);

        // The batch has the fraction's position twice, and the sum of its weights is the number of rated steps.
        var batch = MicroBatch.Of([sequence]);
        Assert.Equal([4, 4, 8, 10], batch.Classes.Positions);
        Assert.Equal([2, 0, 2, 0], batch.Classes.Targets);
        Assert.Equal([0.25, 0.75, 1, 1], batch.Weights!);
    }

    [Theory]
    [InlineData(0.5, new[] { -1, -1, -1, -1, 2, -1, 0 })]
    [InlineData(0.25, new[] { -1, -1, -1, -1, 2, -1, 2, -1, 0 })]
    [InlineData(1e-6, new[] { -1, -1, -1, -1, 2, -1, 2, -1, 0 })]
    [InlineData(1, new[] { -1, -1, -1, -1, 0 })]
    public void Cut_labels_are_positive_from_the_cut_on_and_the_first_below_it_ends_the_solution(
        double cut,
        int[] classes
    )
    {
        var recipe = new TrainingRecipe { Fractions = "cut", LabelCut = cut };
        var sequence = Made(Objective.Process, Fractions(0.5, 0.25, 0, 1), recipe);
        Assert.Equal(classes, sequence.Classes.Select(c => (int)c));
        Assert.Null(sequence.Weights);
    }

    [Theory]
    [InlineData("soft")]
    [InlineData("cut")]
    public void Fractions_of_0_and_1_give_the_sequence_of_ratings(string fractions)
    {
        var recipe = new TrainingRecipe { Fractions = fractions, AuxiliaryLanguage = 0.3 };
        var rated = Made(Objective.Process, Example([1, null, 1, -1, 1], null, "a", "b", "c", "d", "e"), recipe);
        Assert.Equivalent(rated, Made(Objective.Process, Fractions(1, null, 1, 0, 1), recipe), strict: true);
    }

    [Theory]
    [InlineData(true, TextLayout.Right)]
    [InlineData(false, TextLayout.Wrong)]
    public void An_outcome_model_says_the_class_at_every_token_of_the_solution(bool correct, int expected)
    {
        var sequence = Made(Objective.Outcome, Example(null, correct, "a", "b"), auxiliary: 0.3);
        Assert.Equal(7, sequence.Ids.Length);
        Assert.All(sequence.Classes.Take(3), c => Assert.Equal(-1, c));
        Assert.All(sequence.Classes.Skip(3), c => Assert.Equal(expected, c));
        // Only right solutions are imitated.
        Assert.Equal(correct ? 4 : 0, sequence.Next.Count(n => n));
    }

    [Theory]
    [InlineData(Objective.Process)]
    [InlineData(Objective.Outcome)]
    [InlineData(Objective.Language)]
    public void No_target_stands_at_the_last_token_without_a_next_one(Objective objective) =>
        Assert.False(Made(objective, Example([1, 1], true, "a", "b"), auxiliary: 1).Next[^1]);

    [Fact]
    public void What_is_of_no_use_is_left_out_with_a_reason()
    {
        void LeftOut(string reason, Objective objective, TrainingExample example)
        {
            var (sequence, why) = Maker(objective).Make(example);
            Assert.Null(sequence);
            Assert.Contains(reason, why);
        }
        LeftOut("no steps", Objective.Language, Example(null, true));
        LeftOut("not as many labels", Objective.Process, Example([1], true, "a", "b"));
        LeftOut("not as many labels", Objective.Process, Fractions(1) with { Steps = ["a", "b"] });
        LeftOut("no step is rated", Objective.Process, Example(null, true, "a"));
        LeftOut("no step is rated", Objective.Process, Fractions(null, null));
        LeftOut("no step is rated", Objective.Process, Example([null, null], true, "a", "b"));
        LeftOut("its correctness is unknown", Objective.Outcome, Example([1], null, "a"));
        LeftOut("longer than 16 tokens", Objective.Language, Example(null, true, "abcdefghijklmnop"));
    }

    [Fact]
    public void A_process_example_may_be_too_long_after_its_first_incorrect_step()
    {
        var example = Example([1, -1, 1], null, "a", "b", new string('c', 100));
        Assert.NotNull(Maker(Objective.Process).Make(example).Sequence);
        Assert.Equal(["a", "b"], Maker(Objective.Process).Cut(example).Steps);
    }

    private static TrainingExample Example(short?[]? labels, bool? correct, params string[] steps) =>
        new("s", steps, labels, correct);

    private static TrainingExample Fractions(params double?[] fractions) =>
        Example(null, null, [.. fractions.Select((_, i) => $"{(char)('a' + i)}")]) with
        {
            Fractions = fractions,
        };

    private static SequenceMaker Maker(Objective objective, TrainingRecipe? recipe = null) =>
        new(Toy.Layout(), objective, (recipe ?? new()) with { Context = 16 });

    private static Sequence Made(Objective objective, TrainingExample example, double auxiliary = 0) =>
        Made(objective, example, new TrainingRecipe { AuxiliaryLanguage = auxiliary });

    private static Sequence Made(Objective objective, TrainingExample example, TrainingRecipe recipe)
    {
        var (sequence, reason) = Maker(objective, recipe).Make(example);
        Assert.Null(reason);
        return sequence!;
    }
}
