using System.Xml.Linq;
using Platform.Contracts;
using Platform.Workbench.Jobs;
using Platform.Workbench.Pages;

namespace Platform.UnitTests.Workbench;

public sealed class ReadingTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_curve_is_drawn_within_its_frame_and_says_what_it_shows()
    {
        LossPoint[] points = [new(1, 4.2), new(50, 1.25), new(100, double.NaN), new(200, 0.5)];

        var drawings = XDocument.Parse($"<all>{LossPlot.Render(points, 200)}</all>").Root!.Elements().ToList();

        Assert.Equal(["plot wide", "plot narrow"], drawings.Select(d => (string)d.Attribute("class")!));
        foreach (var drawing in drawings)
        {
            Assert.Equal(
                "Loss against optimiser steps: 4.2 at step 1, 0.5 at step 200",
                (string)drawing.Attribute("aria-label")!
            );
            double[] box = Numbers((string)drawing.Attribute("viewBox")!);
            double[] line = Numbers(((string)drawing.Element("path")!.Attribute("d")!)[1..].Replace('L', ' '));
            Assert.Equal(6, line.Length);
            Assert.All(line.Chunk(2), p => Assert.True(p[0] >= 0 && p[0] <= box[2] && p[1] >= 0 && p[1] <= box[3]));
            // Lower losses are further down.
            Assert.True(line[1] < line[3] && line[3] < line[5]);
        }
    }

    [Fact]
    public void An_evaluation_uses_the_version_that_was_the_newest_of_the_name_it_gives()
    {
        var old = Model("prm", "v1", Day);
        var current = Model("prm", "v2", Day.AddDays(2));
        EvaluationStatus[] evaluations =
        [
            Evaluation(["prm"], Day.AddDays(1)),
            Evaluation(["prm"], Day.AddDays(3)),
            Evaluation(["v1"], Day.AddDays(4)),
            Evaluation(["orm"], Day.AddDays(5)),
        ];

        Assert.Equal([evaluations[0], evaluations[2]], ModelUse.Of(old, [old, current], evaluations));
        Assert.Equal([evaluations[1]], ModelUse.Of(current, [old, current], evaluations));
    }

    [Fact]
    public void The_address_of_a_view_has_what_was_chosen()
    {
        var id = Guid.Empty;
        Assert.Equal($"/jobs/{id}/problems", PageLinks.Picks(id));
        Assert.Equal(
            $"/jobs/{id}/problems?search=a%26b&right=majority&wrong=prm.product%3Am&skip=50",
            PageLinks.Picks(id, new("a&b", "majority", "prm.product:m"), 50)
        );
        Assert.Equal(
            $"/pools/p/problem?key=k%231&evaluation={id}&sample=7#sample-7",
            PageLinks.Candidate("p", "k#1", 7, id)
        );
    }

    [Theory]
    [InlineData(0.0123, "+1.2")]
    [InlineData(-0.0123, "−1.2")]
    [InlineData(-0.0001, "0.0")]
    public void Points_have_a_sign(double difference, string text)
    {
        Assert.Equal(text, Show.Points(difference));
    }

    [Fact]
    public void Paused_jobs_wait_until_they_end()
    {
        var paused = new JobLine(Job("running", paused: true), null);
        var view = new HomeView(
            [paused, new(Job("cancelled", paused: true), null), new(Job("running"), null)],
            [],
            false
        );

        Assert.Equal([paused], view.Paused);
        Assert.Equal(2, view.Running.Count);
    }

    private static JobStatus Job(string state, bool paused = false) =>
        new(Guid.Empty, JobKinds.Experiment, state, null, [], Day, null, null, null, [], [], paused);

    private static ModelSummary Model(string name, string version, DateTimeOffset registered) =>
        new(name, version, ModelKind.Process, [], null, 1, 0, registered);

    private static EvaluationStatus Evaluation(string[] models, DateTimeOffset submitted) =>
        new(
            Guid.CreateVersion7(submitted),
            "pool",
            models,
            null,
            0,
            VoteTies.Uniform,
            EvaluationState.Completed,
            [],
            submitted,
            submitted,
            [],
            true,
            0,
            0,
            null
        );

    private static double[] Numbers(string text) =>
        [.. text.Split(' ').Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
}
