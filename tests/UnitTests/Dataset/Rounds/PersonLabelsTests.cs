using Platform.Dataset.Rounds;

namespace Platform.UnitTests.Dataset.Rounds;

public sealed class PersonLabelsTests
{
    [Fact]
    public void Labels_end_at_the_first_bad_step_whatever_was_rated_after_it()
    {
        var labels = PersonLabels.Of(7, 4, true, [new(2, 1), new(0, 1), new(1, -1)], [], 12.5, out int missing)!;

        Assert.Equal(-1, missing);
        Assert.Equal([1, -1, null, null], labels.Steps.Select(s => s.Value));
        Assert.Equal((7L, false, 12.5), (labels.Solution, labels.Outcome, labels.Seconds));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_solution_without_a_bad_step_is_right_if_it_has_an_answer(bool finished, bool right)
    {
        var labels = PersonLabels.Of(1, 2, finished, [new(0, 0), new(1, 1)], [], null, out _)!;

        Assert.Equal([0, 1], labels.Steps.Select(s => s.Value));
        Assert.Equal(right, labels.Outcome);
    }

    [Fact]
    public void An_unsure_rating_is_no_value_and_leaves_the_outcome_open()
    {
        var labels = PersonLabels.Of(1, 2, true, [new(0, null), new(1, 1)], [], null, out _)!;

        Assert.Equal([null, 1], labels.Steps.Select(s => s.Value));
        Assert.Equal([true, false], labels.Steps.Select(s => s.Unsure));
        Assert.Null(labels.Outcome);
        Assert.False(PersonLabels.Of(1, 2, true, [new(0, null), new(1, -1)], [], null, out _)!.Outcome);
    }

    [Fact]
    public void Completions_of_the_first_bad_step_are_labels_with_their_text_and_those_of_other_steps_are_not()
    {
        var labels = PersonLabels.Of(
            7,
            3,
            true,
            [new(0, 1), new(1, -1)],
            [new(0, "earlier", 1, false), new(1, "theirs", null, false), new(1, "mine", 1, true)],
            null,
            out _
        )!;

        Assert.Equal(
            [(1, 1, null, "theirs", true), (1, 2, (double?)1, "mine", false)],
            labels.Steps.Where(s => s.Alternative > 0).Select(s => (s.Step, s.Alternative, s.Value, s.Text!, s.Unsure))
        );
        Assert.Equal(3, labels.Steps.Count(s => s.Alternative == 0));
    }

    [Fact]
    public void A_step_before_the_first_bad_one_must_be_rated()
    {
        Assert.Null(PersonLabels.Of(1, 3, true, [new(0, 1), new(2, -1)], [], null, out int missing));
        Assert.Equal(1, missing);
        Assert.Null(PersonLabels.Of(1, 3, true, [], [], null, out missing));
        Assert.Equal(0, missing);
    }
}
