using System.Text;
using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Trainings;

namespace Platform.UnitTests.Dataset.Trainings;

public sealed class TrainingRequestTests
{
    private static JobRequest Read(string body) => TrainingRequest.Read(Encoding.UTF8.GetBytes(body));

    private static TrainingJob Job(JobRequest read) => (TrainingJob)read.Value;

    [Fact]
    public void Plain_JSON_is_read_whole()
    {
        var read = Read(
            """
            {"trainingId":"0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d","train":"process","name":"prm-2","pools":["a","b","a"],
             "labeller":"oracle","outcome":"oracle:synthetic-1","base":"lm","recipe":{"layers":2,"learningRate":1e-3,
             "epochs":0.5,"seed":-7,"schedule":"LINEAR","threads":2}}
            """
        );

        Assert.Empty(read.Errors);
        Assert.Equal(Guid.Parse("0193b2f0-7c1e-7e3a-9f50-3c8d1a2b4c5d"), Job(read).TrainingId);
        Assert.Equal((Objective.Process, "prm-2", "lm"), (Job(read).Train, Job(read).Name, Job(read).Base));
        Assert.Equal(["a", "b"], Job(read).Pools);
        Assert.Equal(("oracle", "oracle:synthetic-1"), (Job(read).Labeller, Job(read).Outcome));
        Assert.Equal(
            new TrainingRecipe
            {
                Layers = 2,
                LearningRate = 1e-3,
                Epochs = 0.5,
                Seed = -7,
                Schedule = "linear",
                Threads = 2,
            },
            Job(read).Recipe
        );
    }

    [Fact]
    public void Both_contracts_are_read_as_they_are_written()
    {
        var recipe = new TrainingRecipe { Width = 64, Heads = 2 };
        var reward = Read(
            JsonSerializer.Serialize(
                new TrainRewardModel(Guid.NewGuid(), Objective.Outcome, "orm", ["p"], Recipe: recipe),
                JsonSerializerOptions.Web
            )
        );
        var language = Read(
            JsonSerializer.Serialize(new TrainLanguageModel(null, "lm", ["p"]), JsonSerializerOptions.Web)
        );

        Assert.Empty(reward.Errors);
        Assert.Equal((Objective.Outcome, recipe), (Job(reward).Train, Job(reward).Recipe));
        Assert.Empty(language.Errors);
        Assert.Equal((Objective.Language, new TrainingRecipe()), (Job(language).Train, Job(language).Recipe));
    }

    [Fact]
    public void A_MassTransit_envelope_is_unwrapped()
    {
        var read = Read(
            """{"messageType":["urn:message:X"],"message":{"train":"language","name":"lm","pools":["p"]},"headers":{}}"""
        );

        Assert.Empty(read.Errors);
        Assert.Equal("lm", Job(read).Name);
    }

    [Fact]
    public void Every_wrong_field_has_its_own_reason()
    {
        var read = Read(
            """
            {"trainingId":7,"train":"judge","name":"a/b","pools":[],"labeller":"","base":3,"teacher":"x",
             "recipe":{"layers":0,"learningRate":"fast","schedule":"steep","layrs":4,"seed":0.5}}
            """
        );

        foreach (
            var field in new[]
            {
                "trainingId",
                "train",
                "name",
                "pools",
                "labeller",
                "base",
                "teacher",
                "recipe.layers",
                "recipe.learningRate",
                "recipe.schedule",
                "recipe.layrs",
                "recipe.seed",
            }
        )
        {
            Assert.Contains(read.Errors, e => e.StartsWith(field + ":", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_hyper_parameter_out_of_its_range_is_named_with_the_range()
    {
        var errors = Read(
            """{"train":"process","name":"n","pools":["p"],"recipe":{"layers":65,"learningRate":2,"schedule":"x","fractions":"hard","labelCut":0}}"""
        ).Errors;

        Assert.Contains("recipe.layers: must be a whole number from 1 to 64; got 65.", errors);
        Assert.Contains("recipe.learningRate: must be a number from 1E-08 to 1; got 2.", errors);
        Assert.Contains("recipe.schedule: must be cosine or linear or constant or trapezoid; got \"x\".", errors);
        Assert.Contains("recipe.fractions: must be soft or cut; got \"hard\".", errors);
        Assert.Contains("recipe.labelCut: must be a number from 1E-06 to 1; got 0.", errors);
    }

    [Theory]
    [InlineData("""{"width":100,"heads":3}""", "width 100 is no multiple of heads 3")]
    [InlineData("""{"width":30,"heads":10}""", "is odd")]
    [InlineData("""{"adapter":"lora"}""", "give a base")]
    public void What_a_base_is_needed_for_is_refused_without_one(string recipe, string why)
    {
        var body = $$"""{"train":"process","name":"n","pools":["p"],"recipe":{{recipe}}}""";

        Assert.Contains(Read(body).Errors, e => e.StartsWith("recipe: ", StringComparison.Ordinal) && e.Contains(why));
        Assert.Empty(Read(body.Replace("\"name\"", "\"base\":\"lm\",\"name\"")).Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("{\"train\":\"process\"")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"recipe\":7}")]
    public void Garbage_is_an_error_and_never_an_exception(string body)
    {
        Assert.NotEmpty(Read(body).Errors);
    }
}
