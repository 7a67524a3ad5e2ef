using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Platform.Cli.Progress;

/// <summary>Bars on a terminal.</summary>
internal sealed class DrawnBars : IProgressView
{
    private readonly IAnsiConsole console;
    private readonly ProgressContext context;
    private readonly FiguresColumn figures;
    private readonly TimeProvider time;
    private readonly Dictionary<string, (ProgressTask Task, Speed Speed)> drawn = [];

    private DrawnBars(IAnsiConsole console, ProgressContext context, FiguresColumn figures, TimeProvider time)
    {
        this.console = console;
        this.context = context;
        this.figures = figures;
        this.time = time;
    }

    public static Task<T> Run<T>(Session session, Func<IProgressView, Task<T>> work)
    {
        var console = session.Terminal.ErrorConsole;
        var bar = new ProgressBarColumn { Width = Math.Clamp(session.Terminal.Window - 62, 10, 40) };
        var figures = new FiguresColumn();
        return console
            .Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, bar, figures)
            .StartAsync(context => work(new DrawnBars(console, context, figures, session.Time)));
    }

    public void Show(IReadOnlyList<Bar> bars)
    {
        foreach (var bar in bars)
        {
            if (!drawn.TryGetValue(bar.Name, out var row))
                drawn[bar.Name] = row = (context.AddTask(Markup.Escape(bar.Name)), new Speed(time));
            row.Speed.Observe(bar.Done);
            row.Task.IsIndeterminate = bar.Total is null;
            row.Task.MaxValue = Math.Max(bar.Total ?? 1, 1);
            row.Task.Value = bar.Total is null ? 0 : bar.Done;
            figures.Texts[row.Task.Id] = Figures.Of(bar, row.Speed.PerSecond);
        }
    }

    public void Note(string sentence) => console.WriteLine(sentence);

    private sealed class FiguresColumn : ProgressColumn
    {
        // Written by the work, read by the redrawing timer.
        public ConcurrentDictionary<int, string> Texts { get; } = [];

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(Texts.GetValueOrDefault(task.Id, "")).Overflow(Overflow.Ellipsis);
    }
}
