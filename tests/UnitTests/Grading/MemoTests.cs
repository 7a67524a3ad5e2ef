using Platform.Grading.Algebra;

namespace Platform.UnitTests.Grading;

public sealed class MemoTests
{
    [Fact]
    public void Gives_the_values_of_its_function_also_for_arguments_that_share_an_entry()
    {
        const int Arguments = 5000;
        var computed = 0;
        var memo = new Memo<Real>(x =>
        {
            computed++;
            return x * x;
        });
        for (var i = 0; i < 2 * Arguments; i++)
        {
            var x = Real.Of(i % Arguments, 0);
            Assert.Equal(x * x, memo.Of(x));
        }
        Assert.InRange(computed, Arguments, 2 * Arguments);
    }

    [Fact]
    public void Computes_a_value_that_is_asked_for_twice_only_once()
    {
        var computed = 0;
        var memo = new Memo<Real>(x =>
        {
            computed++;
            return -x;
        });
        Assert.Equal(memo.Of(Real.One), memo.Of(Real.One));
        Assert.Equal(1, computed);
    }
}
