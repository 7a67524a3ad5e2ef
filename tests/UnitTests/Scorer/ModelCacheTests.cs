using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Platform.DatasetClient;
using Platform.Scorer;
using Platform.Tests;

namespace Platform.UnitTests.Scorer;

public sealed class ModelCacheTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly DatasetStub _dataset = new();
    private readonly Scratch _cache = new();

    [Fact]
    public async Task A_model_is_fetched_once_and_found_by_the_next_scorer()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        await using var first = new TestScorer(_dataset, _cache.Path);
        await using var second = new TestScorer(_dataset, _cache.Path);
        var path = await Cache(first).Get(version, Token);
        Assert.Equal(path, await Cache(second).Get(version, Token));
        Assert.Equal(4, _dataset.Requests.Count);
        Assert.Equal([path], Directory.GetFileSystemEntries(_cache.Path));
        Assert.Equal(
            File.ReadAllBytes(Checkout.At("tests/Models/prm-bootstrap/model.onnx")),
            File.ReadAllBytes(Path.Combine(path, "model.onnx"))
        );
    }

    [Fact]
    public async Task Scorers_that_fetch_at_the_same_time_share_one_directory()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        await using var first = new TestScorer(_dataset, _cache.Path);
        await using var second = new TestScorer(_dataset, _cache.Path);
        var paths = await Task.WhenAll(new[] { first, second }.Select(s => Cache(s).Get(version, Token)));
        Assert.Equal(paths[0], paths[1]);
        Assert.Equal([paths[0]], Directory.GetFileSystemEntries(_cache.Path));
    }

    [Fact]
    public async Task A_damaged_directory_is_fetched_again()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        var model = Path.Combine(await Cache(scorer).Get(version, Token), "model.onnx");
        await using (var file = File.OpenWrite(model))
        {
            file.WriteByte(0);
        }

        await Cache(scorer).Get(version, Token);
        Assert.Equal(File.ReadAllBytes(Checkout.At("tests/Models/prm-bootstrap/model.onnx")), File.ReadAllBytes(model));
        Assert.Single(Directory.GetFileSystemEntries(_cache.Path));
    }

    [Fact]
    public async Task What_came_damaged_is_not_kept()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        _dataset.Damage = [1];
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        await Assert.ThrowsAsync<HttpRequestException>(() => Cache(scorer).Get(version, Token));
        Assert.Empty(Directory.GetFileSystemEntries(_cache.Path));
        _dataset.Damage = [];
        await Cache(scorer).Get(version, Token);
    }

    [Theory]
    [InlineData(
        "0123456789012345678901234567890123456789012345678901234567890123",
        "Dataset does not know the model 0123"
    )]
    [InlineData("../../etc", "'../../etc' is no model's version")]
    public async Task An_unknown_model_fails_every_solution_with_a_sentence(string version, string sentence)
    {
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        var scored = await scorer.Scoring.Score(new(version, "1 + 1", [new(1, ["2"]), new(2, ["3"])]), Token);
        Assert.Equal([1, 2], scored.Solutions.Select(s => s.SolutionId));
        Assert.All(scored.Solutions, s => Assert.StartsWith(sentence, s.Failure));
    }

    [Fact]
    public async Task A_model_whose_golden_example_does_not_hold_fails_every_solution_and_is_not_loaded_again()
    {
        using var wrong = new Scratch();
        foreach (var file in Directory.GetFiles(Checkout.At("tests/Models/prm-bootstrap")))
        {
            File.Copy(file, Path.Combine(wrong.Path, Path.GetFileName(file)));
        }

        var manifest = Path.Combine(wrong.Path, "reward-model.json");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(manifest, Token)).Replace("[0.1748", "[0.9748"),
            Token
        );
        var version = await _dataset.Register(wrong.Path);
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        foreach (var _ in new int[2])
        {
            var scored = await scorer.Scoring.Score(TestScorer.Message(version, 0, 2), Token);
            Assert.All(
                scored.Solutions,
                s => Assert.Contains("the golden example of prm-bootstrap does not hold", s.Failure)
            );
            Assert.All(scored.Solutions, s => Assert.Contains("expected [[0.005521], [0.974871]", s.Failure));
            Assert.All(scored.Solutions, s => Assert.Contains("got [[0.005521], [0.174871]", s.Failure));
        }
    }

    [Fact]
    public async Task The_least_recently_used_model_leaves_memory_unless_someone_works_with_it()
    {
        var prm = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        var orm = await _dataset.Register(Checkout.At("tests/Models/orm-bootstrap"));
        await using var scorer = new TestScorer(_dataset, _cache.Path, o => o.Models = 1);
        var models = scorer.Services.GetRequiredService<LoadedModels<ScoringModel>>();
        var inUse = await models.Get(prm, Token);
        (await models.Get(orm, Token)).Dispose();
        Assert.Same(inUse.Model, (await models.Get(prm, Token)).Model);
        Assert.NotNull(inUse.Model.Local!.Score("1 + 1?", ["2"]).Probabilities);
    }

    [Fact]
    public async Task An_error_of_Dataset_is_thrown_and_the_next_try_succeeds()
    {
        var version = await _dataset.Register(Checkout.At("tests/Models/prm-bootstrap"));
        _dataset.Troubles.Enqueue(HttpStatusCode.ServiceUnavailable);
        await using var scorer = new TestScorer(_dataset, _cache.Path);
        await scorer.Start();
        await Assert.ThrowsAsync<global::Refit.ApiException>(() =>
            scorer.Scoring.Score(TestScorer.Message(version, 0, 2), Token)
        );
        var scored = await scorer.Scoring.Score(TestScorer.Message(version, 0, 2), Token);
        Assert.All(scored.Solutions, s => Assert.Null(s.Failure));
    }

    public void Dispose() => _cache.Dispose();

    private static ModelCache Cache(TestScorer scorer) => scorer.Services.GetRequiredService<ModelCache>();
}
