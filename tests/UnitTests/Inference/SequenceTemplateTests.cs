using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Contracts;
using Platform.Inference;
using Platform.Tests;

namespace Platform.UnitTests.Inference;

/// <summary>Templates of published model families, with bytes as tokens: ids over 1,000 stand for special tokens.</summary>
public sealed class SequenceTemplateTests
{
    [Fact]
    public void The_bootstrap_models_are_read_at_the_byte_after_each_step()
    {
        var (ids, positions) = Build(
            """{"prefix":[{"ids":[1]},{"text":"{statement}"},{"ids":[10]}],"step":[{"text":"{step}"}],"separator":[10],"lastSeparator":[2]}""",
            "separator",
            "1+1?",
            "1+1=2",
            "# Answer\n2"
        );
        Assert.Equal("<1>1+1?\n1+1=2\n# Answer\n2<2>", Show(ids));
        Assert.Equal([2 + 4 + 5, 2 + 4 + 16], positions);
    }

    [Fact]
    public void Math_Shepherd_is_read_at_its_tag()
    {
        var (ids, positions) = Build(
            """{"prefix":[{"text":"{statement} "}],"step":[{"text":"{step} "}],"separator":[12902],"between":[{"text":"\n"}]}""",
            "separator",
            "Q",
            "ab",
            "c"
        );
        Assert.Equal("Q ab <12902>\nc <12902>", Show(ids));
        Assert.Equal([5, 9], positions);
    }

    [Fact]
    public void RLHFlow_is_read_where_the_label_is_predicted()
    {
        var (ids, positions) = Build(
            """
            {"prefix":[{"ids":[2000]},{"text":"{statement}"}],"firstStep":[{"text":" {step}"},{"ids":[2001]}],
             "step":[{"text":"{step}"},{"ids":[2001]}],"separator":[43],"between":[{"ids":[2002]}],"suffix":[{"ids":[2003]}]}
            """,
            "beforeLabel",
            "Q",
            "a",
            "b"
        );
        Assert.Equal("<2000>Q a<2001>+<2002>b<2001>+<2003>", Show(ids));
        Assert.Equal(["<2001>", "<2001>"], positions.Select(p => Show([ids[p]])));
        Assert.Equal([43, 43], positions.Select(p => ids[p + 1]));
    }

    [Fact]
    public void Step_end_is_the_last_token_of_the_step_and_not_of_what_follows_it()
    {
        var (ids, positions) = Build(
            """{"prefix":[{"text":"Q: {statement}\n"}],"step":[{"text":"{step}"},{"text":" ."}],"separator":[10,10]}""",
            "stepEnd",
            "q",
            "ab",
            "cd"
        );
        Assert.Equal("bd", Show([.. positions.Select(p => ids[p])]));
    }

    [Theory]
    [InlineData("last", "<99>")]
    [InlineData("pooled", "<99>")]
    [InlineData("separator", "|")]
    [InlineData("stepEnd", "d")]
    public void An_outcome_model_is_read_once(string read, string token)
    {
        var (ids, positions) = Build(
            """{"prefix":[{"text":"{statement}"}],"step":[{"text":"{step}"}],"separator":[124],"suffix":[{"ids":[9999]}]}""",
            read,
            "q",
            "ab",
            "cd"
        );
        Assert.Equal(token.Replace("99", "9999"), Show([ids[Assert.Single(positions)]]));
    }

    [Fact]
    public void A_text_that_names_a_placeholder_or_a_special_token_stays_text()
    {
        var (ids, _) = Build(
            """{"prefix":[{"text":"{statement}"}],"step":[{"text":"{step}"}],"separator":[124]}""",
            "separator",
            "{step}{statement}",
            "{statement}"
        );
        Assert.Equal("{step}{statement}{statement}|", Show(ids));
    }

    [Fact]
    public void An_empty_step_has_no_last_token()
    {
        var template = Template(
            """{"prefix":[{"text":"{statement}"}],"step":[{"text":"{step}"}],"separator":[124]}""",
            "stepEnd"
        );
        Assert.Equal(
            "step 2 is empty and the model reads at a step's last token",
            template.Complete(template.Prefix("q"), ["a", "", "b"]).Failure
        );
    }

    private static (int[] Ids, int[] Positions) Build(
        string template,
        string read,
        string statement,
        params string[] steps
    )
    {
        var compiled = Template(template, read);
        var (sequence, failure) = compiled.Complete(compiled.Prefix(statement), steps);
        Assert.Null(failure);
        return (sequence!.Ids, sequence.Positions);
    }

    private static SequenceTemplate Template(string template, string read)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Checkout.At("tests/Models/prm-bootstrap/reward-model.json")))!;
        manifest["template"] = JsonNode.Parse(template);
        manifest["read"] = read;
        manifest["kind"] = read is "last" or "pooled" || template.Contains("9999") ? "outcome" : "process";
        var parsed = manifest.Deserialize<RewardModelManifest>(JsonSerializerOptions.Web)!;
        return new(parsed, new ByteTokenizer(128, 0, [0, 1, 2]));
    }

    private static string Show(int[] ids) =>
        string.Concat(ids.Select(id => id is >= 10 and < 128 ? $"{(char)id}" : $"<{id}>"));
}
