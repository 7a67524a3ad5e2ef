using System.Text;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.Dataset.Trainings;

namespace Platform.UnitTests.Dataset.Trainings;

public sealed class TrainingAdmissionTests
{
    private static readonly TrainingFacts Facts = new(["gsm8k"], [], 40, TrainingMaterial.None, null, ["lm-1"], [], []);

    private static IReadOnlyList<string> Reasons(string fields, TrainingFacts facts) =>
        TrainingAdmission.Reasons(
            TrainingRequest.Read(Encoding.UTF8.GetBytes($$"""{"name":"n","pools":["p"],{{fields}}}""")),
            facts
        );

    [Fact]
    public void A_good_submission_has_no_reason_against_it()
    {
        var model = new ModelRow
        {
            Name = "lm-1",
            Version = "v",
            Kind = ModelKind.Language,
            Classes = [],
        };

        Assert.Empty(Reasons("\"train\":\"process\"", Facts));
        Assert.Empty(Reasons("\"train\":\"process\",\"base\":\"lm-1\"", Facts with { Base = model }));
    }

    [Fact]
    public void An_unknown_pool_of_problems_to_leave_out_is_named()
    {
        var reason = Assert.Single(
            Reasons("\"train\":\"process\",\"notIn\":[\"math500\"]", Facts with { MissingNotIn = ["math500"] })
        );

        Assert.StartsWith("notIn: there is no pool 'math500'", reason);
    }

    [Fact]
    public void An_unknown_pool_and_an_unknown_base_are_both_named_with_what_there_is()
    {
        var reasons = Reasons(
            "\"train\":\"language\",\"base\":\"what\"",
            Facts with
            {
                Missing = ["p"],
                Examples = null,
            }
        );

        Assert.Equal(
            ["pools: there is no pool 'p'; there are gsm8k.", "base: there is no model 'what'; there are lm-1."],
            reasons
        );
    }

    [Theory]
    [InlineData(
        "\"train\":\"process\"",
        "labeller: no step in 'p' is rated by 'file'. There are 1,200 solutions: 40 graded, 1 right. Labels: oracle:x rated steps of 1 solution and judged 0 whole solutions."
    )]
    [InlineData(
        "\"train\":\"process\",\"labeller\":\"me\"",
        "labeller: no step in 'p' is rated by 'me'. There are 1,200 solutions"
    )]
    [InlineData("\"train\":\"outcome\",\"outcome\":\"me\"", "outcome: no solution in 'p' is judged by 'me'")]
    [InlineData("\"train\":\"outcome\"", "pools: no solution in 'p' has a verdict")]
    [InlineData("\"train\":\"language\"", "pools: no solution in 'p' is right")]
    public void Nothing_to_learn_from_is_refused_with_what_there_is(string fields, string reason)
    {
        var material = new TrainingMaterial(1200, 40, 1, [new("oracle:x", 1, 0)]);

        var reasons = Reasons(fields, Facts with { Examples = 0, Material = material });

        Assert.StartsWith(reason, Assert.Single(reasons));
        Assert.Contains("oracle:x rated steps of 1 solution", reasons[0]);
    }

    [Fact]
    public void An_empty_pool_and_one_that_nobody_has_labelled_are_told_apart()
    {
        Assert.Equal("There are no solutions.", $"{TrainingMaterial.None}");
        Assert.Equal(
            "There is 1 solution: 1 graded, 0 right. Nobody has labelled them.",
            $"{new TrainingMaterial(1, 1, 0, [])}"
        );
    }

    [Fact]
    public void A_selection_that_is_not_of_these_pools_is_named_and_restricts_what_there_is_to_learn_from()
    {
        var id = Guid.Parse("0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d");
        string fields = $$"""
            "train":"process","selections":["{{id}}"]
            """;

        Assert.StartsWith(
            $"selections: {id} is no completed selection",
            Assert.Single(Reasons(fields, Facts with { Examples = 0, WrongSelections = [id] }))
        );
        Assert.Contains("these selections of 'p'", Assert.Single(Reasons(fields, Facts with { Examples = 0 })));
        Assert.StartsWith(
            "selections[0]: must be a UUID",
            Assert.Single(Reasons("\"train\":\"process\",\"selections\":[\"x\"]", Facts))
        );
    }
}
