using Platform.Dataset.Api;

namespace Platform.UnitTests.Dataset.Api;

public sealed class SchemasTests
{
    [Fact]
    public void The_schema_of_a_submission_names_its_fields_as_they_are_sent()
    {
        var schema = Schemas.Find("SubmitEvaluation")!;

        Assert.Equal(
            ["evaluationId", "models", "pool", "samples", "sampling", "seed", "steps", "ties"],
            schema["properties"]!.AsObject().Select(p => p.Key).Order()
        );
        Assert.Contains("pool", schema["required"]!.AsArray().Select(r => r!.GetValue<string>()));
        Assert.Null(Schemas.Find("Nothing"));
    }

    [Fact]
    public void Enums_are_written_in_words()
    {
        var split = Schemas.Find("SubmitEvaluation")!["properties"]!["sampling"]!["properties"]!["split"]!;

        Assert.Contains("blankLine", split.ToJsonString());
    }
}
