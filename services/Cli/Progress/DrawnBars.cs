using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Platform.Cli.Progress;

/// <summary>Bars on a terminal.</summary>
internal sealed class DrawnBars : IProgressView
{
    private readonly IAnsiConsole _console;
    private readonly ProgressContext _context;
    private readonly FiguresColumn _figures;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, (ProgressTask Task, Speed Speed)> _drawn = [];

    private DrawnBars(IAnsiConsole console, ProgressContext context, FiguresColumn figures, TimeProvider time)
    {
        _console = console;
        _context = context;
        _figures = figures;
        _time = time;
    }

    public static Task<T> Run<T>(Session session, Func<IProgressView, Task<T>> work)
    {
        var _console = session.Terminal.ErrorConsole;
        var bar = new ProgressBarColumn { Width = Math.Clamp(session.Terminal.Window - 62, 10, 40) };
        var _figures = new FiguresColumn();
        return _console
            .Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, bar, _figures)
            .StartAsync(_context => work(new DrawnBars(_console, _context, _figures, session.Time)));
    }

    public void Show(IReadOnlyList<Bar> bars)
    {
        foreach (var bar in bars)
        {
            if (!_drawn.TryGetValue(bar.Name, out var row))
            {
                _drawn[bar.Name] = row = (_context.AddTask(Markup.Escape(bar.Name)), new Speed(_time));
            }

            row.Speed.Observe(bar.Done);
            row.Task.IsIndeterminate = bar.Total is null;
            row.Task.MaxValue = Math.Max(bar.Total ?? 1, 1);
            row.Task.Value = bar.Total is null ? 0 : bar.Done;
            _figures.Texts[row.Task.Id] = Figures.Of(bar, row.Speed.PerSecond);
        }
    }

    public void Note(string sentence) => _console.WriteLine(sentence);

    private sealed class FiguresColumn : ProgressColumn
    {
        // Written by the work, read by the timer that redraws.
        public ConcurrentDictionary<int, string> Texts { get; } = [];

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(Texts.GetValueOrDefault(task.Id, "")).Overflow(Overflow.Ellipsis);
    }
}
