namespace Platform.Cli.Progress;

/// <summary>For logs and pipes: prints a line when a stage ends, and occasionally in between.</summary>
internal sealed class PlainLines(Session session) : IProgressView
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Stage> _stages = [];

    public void Show(IReadOnlyList<Bar> bars)
    {
        foreach (var bar in bars)
        {
            if (!_stages.TryGetValue(bar.Name, out var stage))
            {
                _stages[bar.Name] = stage = new(new Speed(session.Time), session.Time.GetTimestamp());
            }

            stage.Speed.Observe(bar.Done);
            var due = bar.Done > 0 && session.Time.GetElapsedTime(stage.Said) >= Every;
            if (stage.Ended || !(bar.IsFull || due))
            {
                continue;
            }

            session.Terminal.Error.WriteLine($"{bar.Name, -8}  {Figures.Of(bar, stage.Speed.PerSecond)}");
            stage.Said = session.Time.GetTimestamp();
            stage.Ended = bar.IsFull;
        }
    }

    public void Note(string sentence) => session.Terminal.Error.WriteLine(sentence);

    private sealed class Stage(Speed speed, long said)
    {
        public Speed Speed { get; } = speed;

        public long Said { get; set; } = said;

        public bool Ended { get; set; }
    }
}
