using Spectre.Console;
using Spectre.Console.Rendering;

namespace Platform.Cli.Progress;

/// <summary>Bars on a terminal.</summary>
internal sealed class DrawnBars(IAnsiConsole console, ProgressContext context, TimeProvider time) : IProgressView
{
    private const string Text = "figures";

    private readonly Dictionary<string, (ProgressTask Task, Speed Speed)> drawn = [];

    public static Task<T> Run<T>(Session session, Func<IProgressView, Task<T>> work)
    {
        var console = session.Terminal.ErrorConsole;
        var bar = new ProgressBarColumn { Width = Math.Clamp(session.Terminal.Window - 62, 10, 40) };
        return console
            .Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, bar, new FiguresColumn())
            .StartAsync(context => work(new DrawnBars(console, context, session.Time)));
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
            row.Task.State.Update<string>(Text, _ => Figures.Of(bar, row.Speed.PerSecond));
        }
    }

    public void Note(string sentence) => console.WriteLine(sentence);

    private sealed class FiguresColumn : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.State.Get<string>(Text) ?? "").Overflow(Overflow.Ellipsis);
    }
}
